package io.weft.internal.pipeline;

import io.weft.WeftException;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one check program over a folder of files and turns its exit code into a finding.
 *
 * <p>The program is a copy in a private folder that is deleted afterwards. It runs as a process of its own, with an empty
 * environment (the platform's credentials often live there), nothing to read on its standard input and nobody to hear
 * what it prints: that may be rows. Its last argument is the data folder. After the time limit it is killed with
 * everything it started, as far as the operating system still knows the kinship. It is not a sandbox: it has the rights
 * of this process's user. Thread-safe.
 */
public final class PipelineRunner {
    private static final Logger LOG = System.getLogger(PipelineRunner.class.getName());
    private static final int DEATH_SECONDS = 10;

    private final Executables executables;

    private PipelineRunner(Executables executables) {
        this.executables = executables;
    }

    /**
     * A runner that looks for programs where this process would.
     *
     * @return a runner
     */
    public static PipelineRunner create() {
        return new PipelineRunner(Executables.onPath(System.getenv("PATH")));
    }

    /**
     * Runs a program to its end.
     *
     * @param script the program's text or bytes
     * @param name its name for people, for example {@code clv_checks.py}
     * @param command what interprets it, for example {@code ["python3"]}: an absolute path, or a name on the path
     * @param data the folder it is to check, its last argument
     * @param limit how long it may take
     * @return a finding {@code pipeline}, passed if the exit code is 0
     * @throws WeftException {@code WEFT-PIPELINE-001} if it cannot be started, {@code -002} if this thread is
     *     interrupted; the program is killed then
     */
    public Finding run(byte[] script, String name, List<String> command, Path data, Duration limit) {
        String executable = executables.find(command.get(0), name);
        try (PrivateFolder folder = PrivateFolder.create()) {
            List<String> arguments = new ArrayList<>(command);
            arguments.set(0, executable);
            arguments.add(folder.put(name, script).toString());
            arguments.add(data.toAbsolutePath().toString());
            return await(start(arguments, folder), name, limit);
        } catch (IOException e) {
            throw new WeftException(
                    "WEFT-PIPELINE-001",
                    "the quality pipeline '" + name + "' could not be started with " + executable
                            + ": check that it is a program for this machine and that the folder for temporary files"
                            + " can be written",
                    e);
        }
    }

    private static Process start(List<String> arguments, PrivateFolder folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(folder.path().toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Finding await(Process process, String name, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                int code = process.exitValue();
                return finding(code == 0, name, code == 0 ? "passed" : "failed with exit code " + code);
            }
            return finding(false, name, "did not end within " + limit.toSeconds() + " s and was stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeftException(
                    "WEFT-PIPELINE-002",
                    "the quality pipeline '" + name + "' was stopped, because the publishing thread was interrupted."
                            + " Publish again",
                    e);
        } finally {
            kill(process);
        }
    }

    private static Finding finding(boolean passed, String name, String result) {
        String message = "the quality pipeline '" + name + "' " + result;
        return new Finding("pipeline", List.of(), Severity.ERROR, passed, passed ? 0 : 1, List.of(), message);
    }

    /** Kills what is left: children first, since the orphans of a dead process are nobody's descendants. */
    private static void kill(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.onExit().get(DEATH_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "A quality pipeline was killed but has not ended yet, process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
