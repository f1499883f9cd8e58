package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** Which names buckets and objects may have. */
final class Names {
    private static final int LONGEST_OBJECT = 1024;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][-_.a-z0-9]{1,220}[a-z0-9]");
    private static final Pattern BUCKET_PART = Pattern.compile("[^.]{1,63}");

    private Names() {}

    static void checkBucket(String name) {
        boolean parts = Pattern.compile("\\.").splitAsStream(name).allMatch(BUCKET_PART.asMatchPredicate());
        if (!BUCKET.matcher(name).matches() || !parts || name.startsWith("goog")) {
            throw GcsError.invalid("Invalid bucket name: '" + name + "'");
        }
    }

    static void checkObject(String name) {
        if (name.isEmpty()) {
            throw GcsError.required("name");
        }
        boolean writable = UTF_8.newEncoder().canEncode(name) && name.indexOf('\r') < 0 && name.indexOf('\n') < 0;
        boolean reserved = name.equals(".") || name.equals("..") || name.startsWith(".well-known/acme-challenge/");
        if (!writable || reserved) {
            throw GcsError.invalid("Disallowed object name: '" + name + "'");
        }
        if (name.getBytes(UTF_8).length > LONGEST_OBJECT) {
            throw GcsError.invalid(
                    "The maximum object length is " + LONGEST_OBJECT + " characters, but got a name with "
                            + name.length() + " characters: ''" + name.substring(0, LONGEST_OBJECT / 8) + "...''");
        }
    }
}
