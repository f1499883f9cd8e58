package io.weft.azure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Azurite, which speaks Azure's language, in a process of its own with its objects in memory. Needs Node.js. */
final class Azurite implements AutoCloseable {
    private static final String READY = "Azurite Blob service successfully listens on ";

    private final Process process;
    private final URI server;

    Azurite(Path program, String account, String key) {
        ProcessBuilder command = new ProcessBuilder(
                "node",
                script().toString(),
                program.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "0",
                "--inMemoryPersistence",
                "--disableTelemetry",
                "--silent",
                // Whether it knows the newest version of the API, which the client speaks, the tests show.
                "--skipApiVersionCheck");
        command.environment().put("AZURITE_ACCOUNTS", account + ":" + key);
        try {
            process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            while (line != null && !line.startsWith(READY)) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("Azurite did not start");
            }
            server = URI.create(line.substring(READY.length()) + "/" + account);
        } catch (IOException e) {
            throw new UncheckedIOException("node could not be started", e);
        }
    }

    /** Where it was installed: in the folder that WEFT_AZURITE names, or else where the build puts it. */
    static Optional<Path> program() {
        String folder = System.getProperty("WEFT_AZURITE", System.getenv("WEFT_AZURITE"));
        Path program = Path.of(folder == null ? "target/azurite" : folder)
                .resolve("node_modules/azurite/dist/src/blob/main.js")
                .toAbsolutePath();
        return Files.exists(program) ? Optional.of(program) : Optional.empty();
    }

    private static Path script() {
        try {
            return Path.of(Azurite.class.getResource("/azurite.js").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it serves its account. */
    URI server() {
        return server;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
