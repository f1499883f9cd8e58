package io.weft.internal.contract;

/** Writes paths such as {@code outputs[1].format}. */
final class Paths {
    private Paths() {}

    static String key(String parent, String key) {
        String shown = Faults.shown(key);
        return parent.isEmpty() ? shown : parent + "." + shown;
    }

    static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    static String shortened(String path) {
        return Characters.printable(path, 100);
    }
}
