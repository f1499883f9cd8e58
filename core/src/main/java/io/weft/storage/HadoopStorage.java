package io.weft.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.UnfinishedWrites;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Objects as files of a file system that Hadoop knows, such as HDFS, with the settings of a cluster.
 *
 * <pre>{@code
 * Platform.builder().storage(HadoopStorage.of(spark.sparkContext().hadoopConfiguration(), "hdfs")).build();
 * }</pre>
 *
 * <p>It needs Hadoop's client on the class path, as every Spark job has it; Weft brings only what Parquet needs.
 *
 * <ul>
 *   <li><b>Writing.</b> Bytes go to a hidden file beside the target and are forced to the store ({@code hsync}); a rename
 *       then makes that file the object. It must be atomic and, for {@link Precondition#ABSENT}, refuse a name that is
 *       taken: {@code hdfs} renames so, and for {@code file} a hard link takes its place. Other file systems are read, and
 *       refuse to be written with {@code INVALID}: they rename by copying, or look first and rename then, and would lose a
 *       writer now and then. The clouds have storages of their own.
 *   <li><b>Hidden files.</b> Names that begin with {@code .weft-tmp-} are kept for them: no call shows or takes such a
 *       name. What a killed process leaves is dropped by {@link #discard}.
 *   <li><b>Folders</b> are made when needed, and empty ones stay. An object and a folder cannot have the same name; the
 *       later write is refused with {@code INVALID}.
 * </ul>
 *
 * Thread-safe.
 */
@CheckReturnValue
public final class HadoopStorage implements Storage, UnfinishedWrites {
    private final Set<String> schemes;
    private final HadoopFileSystems fileSystems;
    private volatile boolean closed;

    private HadoopStorage(Set<String> schemes, Configuration settings) {
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("name at least one scheme, such as hdfs");
        }
        this.schemes = schemes;
        this.fileSystems = new HadoopFileSystems(settings);
    }

    /**
     * Opens file systems with the settings that Hadoop finds on the class path ({@code core-site.xml} and the like).
     *
     * @param schemes of the locations it serves, such as {@code hdfs}
     * @return a storage
     */
    public static HadoopStorage create(String... schemes) {
        return new HadoopStorage(Set.of(schemes), new Configuration());
    }

    /**
     * Opens file systems with given settings.
     *
     * @param settings names and values; a Hadoop {@code Configuration} is such a thing. They are copied, and nothing is read
     *     from the class path
     * @param schemes of the locations it serves, such as {@code hdfs}
     * @return a storage
     */
    public static HadoopStorage of(Iterable<Map.Entry<String, String>> settings, String... schemes) {
        Configuration copied = new Configuration(false);
        settings.forEach(setting -> copied.set(setting.getKey(), setting.getValue()));
        return new HadoopStorage(Set.of(schemes), copied);
    }

    @Override
    public Set<String> schemes() {
        return schemes;
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        HadoopFiles files = files(object);
        if (Keys.isReserved(object)) {
            return Optional.empty();
        }
        try {
            return status(files, object).map(found -> info(object, found));
        } catch (IOException e) {
            throw HadoopErrors.read("look up", object, e);
        }
    }

    @Override
    public StorageInput open(Location object) {
        HadoopFiles files = files(object);
        if (Keys.isReserved(object)) {
            throw HadoopErrors.notFound(object, null);
        }
        try {
            return HadoopInput.open(this, files, object);
        } catch (FileNotFoundException e) {
            throw HadoopErrors.notFound(object, e);
        } catch (IOException e) {
            throw HadoopErrors.read("read", object, e);
        }
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        HadoopFiles files = files(object);
        Keys.requireWritable(object);
        return HadoopOutput.begin(this, files, object, precondition);
    }

    @Override
    public void delete(Location object) {
        HadoopFiles files = files(object);
        if (stat(object).isEmpty()) {
            return;
        }
        try {
            // What is gone already is as good as deleted, so the answer does not matter.
            boolean ignored = files.system().delete(files.path(object), false);
        } catch (IOException e) {
            throw HadoopErrors.read("delete", object, e);
        }
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        return new HadoopListing(this, files(folder), folder, startAfter);
    }

    @Override
    public int discard(Location folder, Instant notSince) {
        HadoopFiles files = files(folder);
        try {
            return files.discardDrafts(files.path(folder), notSince);
        } catch (IOException e) {
            throw HadoopErrors.read("clear away unfinished writes in", folder, e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            fileSystems.close();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException(Kind.CLOSED, "the Hadoop storage was closed before. Create a new one", null);
        }
    }

    /** The file, empty if there is none or something else. */
    static Optional<FileStatus> status(HadoopFiles files, Location object) throws IOException {
        if (object.path().isEmpty()) {
            return Optional.empty();
        }
        Path path = files.path(object);
        try {
            return Optional.of(files.system().getFileStatus(path)).filter(FileStatus::isFile);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (HadoopErrors.isBelowFile(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static ObjectInfo info(Location object, FileStatus found) {
        return new ObjectInfo(object, found.getLen(), Instant.ofEpochMilli(found.getModificationTime()));
    }

    private HadoopFiles files(Location location) {
        requireOpen();
        Keys.requireScheme(location, schemes);
        return fileSystems.of(location);
    }
}
