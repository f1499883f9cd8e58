package io.weft.internal.view;

import io.weft.internal.log.FileEntry;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes one kind of view equal to a list of live files. Safe to run again, at any time, by several processes. */
interface View {
    /**
     * Makes the view show exactly these files; an empty list takes the view away.
     *
     * @param live the head's files
     * @param newest tells whether there is no newer head yet; asked before anything is taken away, so that a projector
     *     that fell behind leaves off
     */
    void project(List<FileEntry> live, BooleanSupplier newest);
}
