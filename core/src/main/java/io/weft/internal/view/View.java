package io.weft.internal.view;

import io.weft.internal.log.FileEntry;
import java.util.List;

/** Makes one kind of view equal to a list of live files. Safe to run again, at any time, by several processes. */
interface View {
    /**
     * Makes the view show exactly these files; an empty list takes the view away.
     *
     * @param live the head's files
     */
    void project(List<FileEntry> live);
}
