package io.weft.testkit.gcs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request to an upload session brings. Immutable.
 *
 * @param first offset of its first byte; empty if it brings none and only asks or ends the upload
 * @param end offset behind its last byte, if it brings any
 * @param total the size of the whole object, if the client says it
 */
record ContentRange(Optional<Long> first, long end, Optional<Long> total) {
    private static final Pattern HEADER =
            Pattern.compile("bytes (?:\\*|([0-9]{1,18})-([0-9]{1,18}))/(?:\\*|([0-9]{1,18}))");

    /** Reads the header; without one the request brings the whole object. */
    static ContentRange of(Request request) {
        long length = request.body().length;
        String header = request.header("content-range").orElse("");
        if (header.isEmpty()) {
            return new ContentRange(Optional.of(0L), length, Optional.of(length));
        }
        Matcher range = HEADER.matcher(header);
        if (!range.matches()) {
            throw GcsError.invalid("Failed to parse Content-Range header.");
        }
        Optional<Long> total = Optional.ofNullable(range.group(3)).map(Long::valueOf);
        if (range.group(1) == null) {
            return new ContentRange(Optional.empty(), 0, total);
        }
        ContentRange chunk =
                new ContentRange(Optional.of(Long.valueOf(range.group(1))), Long.parseLong(range.group(2)) + 1, total);
        chunk.check(length);
        return chunk;
    }

    private void check(long length) {
        long said = end - first.orElse(0L);
        if (said != length) {
            throw GcsError.invalid("Invalid request.  There were " + length
                    + " byte(s) in the request body.  There should have been " + said
                    + " byte(s) according to the Content-Range header.");
        }
        if (total.isPresent() && end > total.get()) {
            throw GcsError.invalid("Invalid request.  The Content-Range header goes beyond the size it says.");
        }
    }
}
