package io.weft.testkit.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line by which a worker tells its parent what happened. It leaves in one write, which a pipe keeps although the worker
 * dies right after it.
 *
 * @param kind what happened
 * @param number a version, a publication or a count
 * @param more a fingerprint
 * @param text a transaction, an error's code or what is broken
 */
record Said(Kind kind, long number, long more, String text) {
    /** A line that was cut off by the death of the worker does not end like this. */
    private static final String END = " .";

    /** What can happen. */
    enum Kind {
        /** Is about to commit: publication, transaction. */
        TRIES,
        /** {@code commit()} has returned, or {@code settle()} with a snapshot: version, transaction. */
        PUBLISHED,
        /** Has read a version to its end: version, fingerprint. */
        READ,
        /** Has read a version that it had pinned a while ago: version, fingerprint. */
        READ_PINNED,
        /** Has read the folder as a program without Weft does: count of files. */
        LOOKED,
        /** Has given up versions: how many. */
        EXPIRED,
        /** Has cleaned up: how many files went. */
        CLEANED,
        /** Has compacted: how many files were read. */
        COMPACTED,
        /** Has gone back: the new version. */
        ROLLED_BACK,
        /** Has settled a transaction, examined the product or made the view again. */
        TENDED,
        /** Was told what anybody has to expect here: the error's code. */
        REFUSED,
        /** Has seen what must not be. */
        BROKEN
    }

    byte[] line() {
        String line =
                kind + " " + number + " " + more + " " + text.replace("\r", "").replace("\n", " / ") + END + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Said> parse(String line) {
        String[] words = line.split(" ", 4);
        if (!line.endsWith(END) || words.length < 4) {
            return Optional.empty();
        }
        return Optional.of(new Said(
                Kind.valueOf(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                words[3].substring(0, Math.max(0, words[3].length() - END.length()))));
    }
}
