package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.OutputState;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.HadoopFiles.Naming;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Writes a hidden file beside its target and gives it the target's name. Not thread-safe. */
final class HadoopOutput implements StorageOutput {
    private static final System.Logger LOG = System.getLogger("io.weft.storage");

    private final HadoopStorage storage;
    private final HadoopFiles files;
    private final Naming naming;
    private final Location object;
    private final Path draft;
    private final Precondition precondition;
    private final FSDataOutputStream stream;
    private final OutputState state;
    private long position;

    private HadoopOutput(
            HadoopStorage storage,
            HadoopFiles files,
            Naming naming,
            Location object,
            Path draft,
            Precondition precondition,
            FSDataOutputStream stream) {
        this.storage = storage;
        this.files = files;
        this.naming = naming;
        this.object = object;
        this.draft = draft;
        this.precondition = precondition;
        this.stream = stream;
        this.state = new OutputState(object);
    }

    static HadoopOutput begin(HadoopStorage storage, HadoopFiles files, Location object, Precondition precondition) {
        Naming naming = files.naming().orElseThrow(() -> cannotName(files, object));
        Path draft = new Path(files.path(object).getParent(), StaleDrafts.name());
        try {
            return new HadoopOutput(
                    storage,
                    files,
                    naming,
                    object,
                    draft,
                    precondition,
                    files.system().create(draft, false));
        } catch (IOException e) {
            throw HadoopErrors.unwritten(object, e);
        }
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        storage.requireOpen();
        state.requireOpen();
        Objects.checkFromIndexSize(offset, count, source.length);
        try {
            stream.write(source, offset, count);
        } catch (IOException e) {
            state.breakOff();
            throw HadoopErrors.unwritten(object, e);
        }
        position += count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public ObjectInfo commit() {
        storage.requireOpen();
        state.commit();
        ObjectInfo info = finish();
        clearTheWay();
        requireObjectOrNothing(null);
        try {
            if (precondition == Precondition.ABSENT) {
                naming.create(files.path(object), draft);
            } else {
                naming.replace(files.path(object), draft);
            }
        } catch (IOException e) {
            throw refused(e);
        }
        close();
        return info;
    }

    private ObjectInfo finish() {
        try {
            stream.hsync();
            stream.close();
            return HadoopStorage.info(object, files.system().getFileStatus(draft));
        } catch (FileNotFoundException e) {
            throw lost(e);
        } catch (IOException e) {
            throw HadoopErrors.unwritten(object, e);
        }
    }

    @Override
    public void close() {
        if (!state.close()) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // What is not committed need not arrive.
            LOG.log(System.Logger.Level.DEBUG, "A draft of " + object + " could not be closed: " + e.getMessage());
        }
        try {
            boolean ignored = files.system().delete(draft, false);
        } catch (IOException e) {
            // It stays hidden; a clean-up drops it.
            LOG.log(System.Logger.Level.DEBUG, "A draft of " + object + " could not be deleted: " + e.getMessage());
        }
    }

    /** A folder that was emptied is none any more. */
    private void clearTheWay() {
        try {
            Path target = files.path(object);
            if (isFolder(target)) {
                files.removeWithoutFiles(naming, target);
            }
        } catch (IOException e) {
            throw HadoopErrors.unwritten(object, e);
        }
    }

    private boolean isFolder(Path target) throws IOException {
        try {
            return files.system().getFileStatus(target).isDirectory();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    private StorageException refused(IOException cause) {
        requireObjectOrNothing(cause);
        if (HadoopErrors.saysExists(cause)) {
            return new StorageException(
                    Kind.EXISTS,
                    object + " exists already and was left as it is. Read it, or choose another name",
                    cause);
        }
        if (HadoopErrors.saysMissing(cause)) {
            return lost(cause);
        }
        return HadoopErrors.unknown(object, cause);
    }

    private void requireObjectOrNothing(@Nullable IOException cause) {
        FileStatus found;
        try {
            found = files.system().getFileStatus(files.path(object));
        } catch (FileNotFoundException e) {
            return;
        } catch (IOException e) {
            throw cause == null ? HadoopErrors.unwritten(object, e) : HadoopErrors.unknown(object, cause);
        }
        if (!found.isFile()) {
            throw new StorageException(
                    Kind.INVALID,
                    object + " cannot be written: a folder or a link stands there. Choose another name",
                    cause);
        }
    }

    private StorageException lost(IOException cause) {
        return new StorageException(
                Kind.FAILED,
                object + " was not written: its temporary file " + draft.getName()
                        + " was removed meanwhile, as clean-ups do with those of killed writers. Write it again, and let"
                        + " clean-ups wait longer",
                cause);
    }

    private static StorageException cannotName(HadoopFiles files, Location object) {
        return new StorageException(
                Kind.INVALID,
                object + " cannot be written safely: the file system " + object.scheme() + " ("
                        + files.system().getClass().getSimpleName()
                        + ") has no rename that is atomic and refuses a name that is taken, so two writers could both"
                        + " believe to be the first. Use the storage of its own: S3Storage, GcsStorage, AzureStorage",
                null);
    }
}
