package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A client for each file system that a location named. They belong to this storage alone. Thread-safe. */
final class HadoopFileSystems {
    private static final System.Logger LOG = System.getLogger("io.weft.storage");

    private final Configuration settings;
    private final Map<String, HadoopFiles> opened = new ConcurrentHashMap<>();

    HadoopFileSystems(Configuration settings) {
        this.settings = settings;
    }

    HadoopFiles of(Location location) {
        return opened.computeIfAbsent(location.scheme() + "://" + location.authority(), root -> open(location, root));
    }

    private HadoopFiles open(Location location, String root) {
        try {
            return new HadoopFiles(FileSystem.newInstance(URI.create(root + "/"), settings), settings);
        } catch (IOException | IllegalArgumentException e) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " cannot be reached: Hadoop could not open the file system " + root + " ("
                            + e.getMessage() + "). Add its client to the class path, or correct its settings",
                    e);
        } catch (LinkageError e) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " cannot be reached: Hadoop's client is not whole on the class path (" + e
                            + "). Add org.apache.hadoop:hadoop-client-runtime, or run it where Spark or Hadoop bring it",
                    e);
        }
    }

    void close() {
        for (HadoopFiles files : opened.values()) {
            try {
                files.system().close();
            } catch (IOException e) {
                // Everything that was written is written; a connection that cannot be closed goes with the process.
                LOG.log(System.Logger.Level.DEBUG, "A file system of Hadoop could not be closed: " + e.getMessage());
            }
        }
    }
}
