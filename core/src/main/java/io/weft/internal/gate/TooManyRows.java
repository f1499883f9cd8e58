package io.weft.internal.gate;

import io.weft.WeftException;

/** The limit of uniqueness in memory. Stateless. */
final class TooManyRows {
    private TooManyRows() {}

    static WeftException forUnique(String fields, int rows) {
        return new WeftException(
                "WEFT-CHECK-002",
                "unique on " + fields + " has seen " + rows + " different rows, more than it can keep in memory."
                        + " Publish in smaller parts, or check uniqueness where the rows are made");
    }
}
