package io.weft.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a product's interface. Consumers of one major version are never broken; several major versions live side
 * by side.
 *
 * @param major changes when consumers break
 * @param minor changes when something is added
 * @param patch changes otherwise
 */
public record SemanticVersion(int major, int minor, int patch) implements Comparable<SemanticVersion> {
    private static final Pattern TEXT = Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})");

    /** Checks that no part is negative. */
    public SemanticVersion {
        if (major < 0 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException("a version has no negative part");
        }
    }

    /**
     * Parses {@code major.minor.patch}.
     *
     * @param text for example {@code 1.0.0}
     * @return the version
     * @throws IllegalArgumentException for any other text
     */
    public static SemanticVersion of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a version is written major.minor.patch, for example 1.0.0");
        }
        return new SemanticVersion(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = Integer.compare(minor, other.minor);
        return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
