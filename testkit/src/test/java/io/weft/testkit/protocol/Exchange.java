package io.weft.testkit.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mistake in Weft's own source: other words in one place.
 *
 * @param place the class below {@code io/weft}
 * @param right the words that are there
 * @param wrong what is there instead
 */
public record Exchange(String place, String right, String wrong) {
    private static final Path SOURCES = Path.of("../core/src/main/java/io/weft");

    /**
     * Which class has the mistake.
     *
     * @return its name
     */
    public String type() {
        return "io.weft." + place.replace('/', '.');
    }

    /**
     * Makes the mistake.
     *
     * @param plant names the mistake, should it not fit
     * @return the source of the class
     * @throws IOException if there is no such source
     */
    public String source(String plant) throws IOException {
        return planted(plant, Files.readString(SOURCES.resolve(place + ".java")));
    }

    /** Exchanges the text; refuses a source in which it is not there exactly once, so that no plant withers unnoticed. */
    String planted(String plant, String source) {
        int at = source.indexOf(right);
        if (at < 0 || source.indexOf(right, at + 1) >= 0) {
            throw new IllegalStateException(plant + " cannot be planted: " + type() + " has "
                    + (at < 0 ? "no" : "more than one") + " place that reads '" + right
                    + "'. The code has changed: make the same mistake in what it has become");
        }
        return source.substring(0, at) + wrong + source.substring(at + right.length());
    }
}
