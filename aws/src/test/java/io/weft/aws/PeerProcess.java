package io.weft.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server in a process of its own that says on which port it listens, and ends when its input does. */
final class PeerProcess implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Process process;
    private final URI endpoint;

    private PeerProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static PeerProcess start(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith(READY)) {
                process.destroy();
                throw new IllegalStateException(command[1] + " did not start, it said: " + line);
            }
            return new PeerProcess(process, URI.create("http://127.0.0.1:" + line.substring(READY.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(command[0] + " could not be started", e);
        }
    }

    /** The file of a resource. */
    static String script(String resource) {
        try {
            return Path.of(PeerProcess.class.getResource(resource).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
