package io.weft.benchmarks.commits;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Iceberg's files on a local disk, counted. Nothing is forced to the disk, as in Iceberg's own local file system. An
 * opened input counts once however often it is read; so does a look-up of a length, which Iceberg mostly knows.
 */
public final class CountingFileIO implements FileIO {
    private static final long serialVersionUID = 1L;
    /** Iceberg makes the instance itself, by the name of the class; there is one table in a process. */
    static final LongAdder REQUESTS = new LongAdder();

    static final LongAdder BYTES = new LongAdder();

    @Override
    public InputFile newInputFile(String path) {
        return new LocalInput(path);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return new LocalOutput(path);
    }

    @Override
    public void deleteFile(String path) {
        REQUESTS.increment();
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record LocalInput(String location) implements InputFile {
        @Override
        public long getLength() {
            REQUESTS.increment();
            return new File(location).length();
        }

        @Override
        public SeekableInputStream newStream() {
            REQUESTS.increment();
            try {
                return new LocalInputStream(new RandomAccessFile(location, "r"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean exists() {
            REQUESTS.increment();
            return new File(location).exists();
        }
    }

    private record LocalOutput(String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return open(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return open(StandardOpenOption.CREATE);
        }

        private PositionOutputStream open(StandardOpenOption option) {
            REQUESTS.increment();
            Path path = Path.of(location);
            try {
                Files.createDirectories(path.getParent());
                return new LocalOutputStream(new BufferedOutputStream(
                        Files.newOutputStream(
                                path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, option),
                        1 << 16));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputFile toInputFile() {
            return new LocalInput(location);
        }
    }

    private static final class LocalInputStream extends SeekableInputStream {
        private final RandomAccessFile file;

        LocalInputStream(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public long getPos() throws IOException {
            return file.getFilePointer();
        }

        @Override
        public void seek(long position) throws IOException {
            file.seek(position);
        }

        @Override
        public int read() throws IOException {
            return file.read();
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return file.read(target, offset, count);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static final class LocalOutputStream extends PositionOutputStream {
        private final OutputStream file;
        private long position;

        LocalOutputStream(OutputStream file) {
            this.file = file;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            file.write(value);
            count(1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            file.write(source, offset, count);
            count(count);
        }

        private void count(int bytes) {
            position += bytes;
            BYTES.add(bytes);
        }

        @Override
        public void flush() throws IOException {
            file.flush();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
