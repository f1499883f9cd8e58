package io.weft.internal.read;

import io.weft.internal.format.FileDecoder;
import io.weft.internal.log.FileEntry;
import io.weft.internal.row.RowDecoder;
import io.weft.snapshot.Rows;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads file after file, opening one at a time. Not thread-safe. */
final class FileRows<T> implements Rows<T> {
    private final SnapshotReader reader;
    private final long version;
    private final Iterator<FileEntry> files;
    private final RowDecoder<T> decoder;
    private @Nullable FileEntry file;
    private @Nullable FileDecoder open;
    private @Nullable Object @Nullable [] next;
    private long rowsOfFile;
    private long rows;
    private boolean started;
    private boolean ended;
    private boolean closed;
    private @Nullable RuntimeException failure;

    FileRows(SnapshotReader reader, long version, List<FileEntry> files, RowDecoder<T> decoder) {
        this.reader = reader;
        this.version = version;
        this.files = files.iterator();
        this.decoder = decoder;
    }

    @Override
    public Iterator<T> iterator() {
        if (started || closed) {
            throw ReadErrors.usedTwice();
        }
        started = true;
        return new Cursor();
    }

    @Override
    public void close() {
        closed = true;
        next = null;
        closeFile();
    }

    /** A failed scan stays failed: going on after a damaged page could skip rows, or end as if nothing were missing. */
    private @Nullable Object @Nullable [] advanceOrFail() {
        try {
            return advance();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private @Nullable Object @Nullable [] advance() {
        reader.requireOpen();
        while (true) {
            @Nullable Object @Nullable [] row = open == null ? null : open.next();
            if (row != null) {
                rowsOfFile++;
                return row;
            }
            finishFile();
            if (!files.hasNext()) {
                return null;
            }
            file = files.next();
            rowsOfFile = 0;
            open = reader.open(version, file, decoder.projection());
        }
    }

    private void finishFile() {
        if (file != null && open != null && rowsOfFile != file.rows()) {
            throw ReadErrors.wrongRowCount(reader.locate(file), file.rows(), rowsOfFile);
        }
        closeFile();
    }

    private void closeFile() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private final class Cursor implements Iterator<T> {
        @Override
        public boolean hasNext() {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return false;
            }
            if (closed) {
                throw ReadErrors.closedTooEarly();
            }
            if (next == null) {
                next = advanceOrFail();
                ended = next == null;
            }
            return !ended;
        }

        @Override
        public T next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            @Nullable Object[] row = next;
            next = null;
            return decoder.decode(row, ++rows);
        }
    }
}
