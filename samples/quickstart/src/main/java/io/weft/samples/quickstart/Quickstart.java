package io.weft.samples.quickstart;

/** Publishes a small data product and reads it back. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] args) {
        System.out.println("Weft quickstart");
    }
}
