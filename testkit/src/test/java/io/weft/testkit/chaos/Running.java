package io.weft.testkit.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker's process, and the thread that listens to it. */
final class Running {
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Thread listener;
    private final Path errors;
    private final Heard heard;
    private volatile int sayings;

    private Running(Process process, Path errors, Heard heard, String name) {
        this.process = process;
        this.errors = errors;
        this.heard = heard;
        this.listener = new Thread(this::listen, name);
    }

    static Running listenedTo(Process process, Path errors, Heard heard, String name) {
        Running running = new Running(process, errors, heard, name);
        running.listener.start();
        return running;
    }

    long pid() {
        return process.pid();
    }

    /** How many lines it has said yet. */
    int sayings() {
        return sayings;
    }

    /** By its handle, which leaves the stream open: what it said before it died counts, whenever it is heard. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits until everything that it said is heard; a reader of the process's output ends with the process. */
    void awaitSilence() throws InterruptedException {
        listener.join();
    }

    private void listen() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                sayings = ++count;
                heard.hear(line);
            }
            int code = process.waitFor();
            if (code != KILLED) {
                heard.problem(listener.getName() + " ended by itself with " + code + ": " + Files.readString(errors));
            }
        } catch (IOException | InterruptedException e) {
            heard.problem(listener.getName() + " cannot be listened to: " + e);
        }
    }
}
