package io.weft.internal.format;

import io.weft.contract.Compression;
import io.weft.schema.Schema;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns rows into the bytes of one file and back. Implementations are thread-safe, encoders and decoders are not. */
public interface FileFormat {
    /**
     * Begins a file.
     *
     * @param schema the shape of the rows
     * @param compression how pages are compressed
     * @param identity a text unique to this file, kept in its metadata for {@link #identity}
     * @param output where the bytes go; the caller commits and closes it after {@link FileEncoder#finish()}
     * @return an encoder
     */
    FileEncoder encoder(Schema schema, Compression compression, String identity, StorageOutput output);

    /**
     * Reads the identity a file was written with.
     *
     * @param input the bytes; not closed
     * @return the identity, empty if the file has none or is not of this format
     */
    Optional<String> identity(StorageInput input);

    /**
     * Opens a file.
     *
     * @param wanted the fields to decode, a projection of the schema the file was written with or of a later compatible
     *     one: a field that the file lacks is null, a narrower number is widened
     * @param input the bytes; closed with the decoder
     * @param source what to call the file in errors
     * @param footer the hash that its encoder gave; null if that is not known
     * @return a decoder; with a hash, one that gives the rows that were written or fails, whatever became of the file
     * @throws io.weft.WeftException {@code WEFT-FILE-…} if the file is damaged or has another shape
     */
    FileDecoder decoder(Schema wanted, StorageInput input, String source, @Nullable String footer);

    /**
     * Opens a file whose hash is not known; the rest as above.
     *
     * @param wanted the fields to decode
     * @param input the bytes; closed with the decoder
     * @param source what to call the file in errors
     * @return a decoder
     * @throws io.weft.WeftException {@code WEFT-FILE-…} if the file is damaged or has another shape
     */
    default FileDecoder decoder(Schema wanted, StorageInput input, String source) {
        return decoder(wanted, input, source, null);
    }
}
