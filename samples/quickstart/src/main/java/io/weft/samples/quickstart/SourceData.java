package io.weft.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What the program brings along: a contract and a file of flights. */
final class SourceData {
    static final Path CONTRACT = resource("/dataproduct.yaml");

    private static final Path FLIGHTS = resource("/flights-2001-q1.csv.gz");

    private SourceData() {}

    /** All flights, read while the stream is; close it. */
    static Stream<Flight> flights() {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(FLIGHTS)), StandardCharsets.US_ASCII));
            return lines.lines().skip(1).map(Flight::parse).onClose(() -> close(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(BufferedReader lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path resource(String name) {
        URL url = Objects.requireNonNull(SourceData.class.getResource(name), name);
        return Path.of(URI.create(url.toString()));
    }
}
