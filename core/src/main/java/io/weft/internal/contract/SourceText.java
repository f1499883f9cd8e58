package io.weft.internal.contract;

import io.weft.contract.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A contract's text, or what forbids to look at it any further. The size is limited before anything else happens.
 *
 * @param text the text without a byte order mark; empty if there is a problem
 * @param problem what is wrong, null if nothing is
 */
record SourceText(String text, @Nullable Problem problem) {
    /** The most bytes that a contract may have: a parser may take minutes for a few megabytes. */
    static final int LIMIT = 256 * 1024;

    /** Reads at most one byte more than allowed. */
    static SourceText of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LIMIT + 1);
        return bytes.length > LIMIT ? refused(Faults.tooLarge(LIMIT)) : decoded(bytes);
    }

    static SourceText of(String text) {
        boolean tooLarge = text.length() > LIMIT || text.getBytes(StandardCharsets.UTF_8).length > LIMIT;
        return tooLarge ? refused(Faults.tooLarge(LIMIT)) : checked(text);
    }

    private static SourceText decoded(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        String decoded = text.flip().toString();
        return result.isError() ? refused(Faults.notUtf8(Place.after(withoutMark(decoded)))) : checked(decoded);
    }

    private static SourceText checked(String raw) {
        String text = withoutMark(raw);
        OptionalInt index = Characters.firstForbidden(text);
        if (index.isEmpty()) {
            return new SourceText(text, null);
        }
        Place place = Place.after(text.substring(0, index.getAsInt()));
        return refused(Faults.forbiddenCharacter(place, "", text.codePointAt(index.getAsInt())));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static SourceText refused(Problem problem) {
        return new SourceText("", problem);
    }

    Optional<Problem> refusal() {
        return Optional.ofNullable(problem);
    }
}
