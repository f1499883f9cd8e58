package io.weft.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Moto in a process of its own, one request at a time. Needs Python with moto[server]. */
final class MotoPeer implements S3Peer {
    private static final String READY = "listening on ";

    private final Process process;
    private final URI endpoint;

    MotoPeer() {
        try {
            process = new ProcessBuilder("python3", script().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith(READY)) {
                throw new IllegalStateException("moto did not start, it said: " + line);
            }
            endpoint = URI.create("http://127.0.0.1:" + line.substring(READY.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("python3 could not be started", e);
        }
    }

    /** Whether this machine has what it takes. */
    static boolean isThere() {
        try {
            Process asked = new ProcessBuilder(
                            "python3", "-c", "import moto.moto_server.werkzeug_app, werkzeug.serving")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor(1, TimeUnit.MINUTES) && asked.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path script() {
        try {
            return Path.of(MotoPeer.class.getResource("/moto_serial.py").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
