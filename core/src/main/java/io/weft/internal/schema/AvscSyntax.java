package io.weft.internal.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Avro's own parser lets through: a key twice, text after the end, great depth, invisible characters.
 * Thread-safe.
 */
final class AvscSyntax {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(SchemaLimits.JSON_DEPTH)
                    .build())
            .build();

    private AvscSyntax() {}

    static void check(byte[] avsc, String source) {
        try (JsonParser parser = FACTORY.createParser(text(avsc, source))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw SchemaErrors.notReadable(source, "it does not begin with a JSON object", null);
            }
            int depth = 1;
            while (depth > 0) {
                depth += step(parser, source);
            }
            if (parser.nextToken() != null) {
                throw SchemaErrors.notReadable(source, "text follows after the end" + place(parser), null);
            }
        } catch (JsonProcessingException e) {
            throw SchemaErrors.notReadable(source, words(e) + place(e.getLocation()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be read", e);
        }
    }

    private static int step(JsonParser parser, String source) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw SchemaErrors.notReadable(source, "it ends too early" + place(parser), null);
        } else if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
            parser.getText().chars().filter(AvscSyntax::invisible).findFirst().ifPresent(c -> {
                throw SchemaErrors.notReadable(
                        source, String.format("invisible character U+%04X", c) + place(parser), null);
            });
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** Control characters, and those that turn the direction of text so that people read another schema. */
    private static boolean invisible(int c) {
        boolean layout = c == '\n' || c == '\t' || c == '\r';
        boolean bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        return bidi || (Character.isISOControl(c) && !layout);
    }

    private static String text(byte[] avsc, String source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(avsc))
                    .toString();
        } catch (CharacterCodingException e) {
            throw SchemaErrors.notReadable(source, "it is not UTF-8 text", e);
        }
    }

    /** Without the place where the parser began, which it tells with a note about its own settings. */
    private static String words(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll(" \\(start marker at \\[.*?]\\)", "");
    }

    private static String place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    /** Jackson breaks a limit without saying where. */
    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
