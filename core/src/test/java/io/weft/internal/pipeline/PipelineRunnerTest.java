package io.weft.internal.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes; the scripts tell what they saw through files in the data folder, their only argument. */
class PipelineRunnerTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path data;

    private final PipelineRunner runner = PipelineRunner.create();

    @Test
    void passesWithExitCodeZero() throws IOException {
        Files.writeString(data.resolve("rows"), "some");
        assertThat(run("test -f \"$1/rows\"", LONG))
                .isEqualTo(new Finding(
                        "pipeline",
                        List.of(),
                        Severity.ERROR,
                        true,
                        0,
                        List.of(),
                        "the quality pipeline 'checks.sh' passed"));
    }

    @Test
    void failsWithAnyOtherExitCodeAndRepeatsNothingOfTheOutput() {
        assertThat(run("echo S3CRET; echo S3CRET >&2; exit 3", LONG))
                .isEqualTo(new Finding(
                        "pipeline",
                        List.of(),
                        Severity.ERROR,
                        false,
                        1,
                        List.of(),
                        "the quality pipeline 'checks.sh' failed with exit code 3"));
    }

    @Test
    void isKilledWithItsChildrenAfterTheLimit() throws IOException {
        String script = "sleep 1000 & echo $! > \"$1/child\"; echo $$ > \"$1/self\"; wait";
        Finding finding = run(script, Duration.ofSeconds(1));
        assertThat(finding.passed()).isFalse();
        assertThat(finding.message())
                .isEqualTo("the quality pipeline 'checks.sh' did not end within 1 s and was stopped");
        assertEnds(pid("self"));
        assertEnds(pid("child"));
    }

    @Test
    void seesAnEmptyEnvironment() throws IOException {
        // What a shell sets by itself is not inherited.
        run("/usr/bin/env > \"$1/env\"", LONG);
        assertThat(Files.readAllLines(data.resolve("env"))).allMatch(line -> line.matches("(PWD|SHLVL|OLDPWD|_)=.*"));
    }

    @Test
    void findsNothingOnItsInput() {
        assertThat(run("read line && exit 1; exit 0", LONG).passed()).isTrue();
    }

    @Test
    void mayPrintWithoutEnd() {
        assertThat(run(
                                "i=0; while [ $i -lt 2000 ]; do printf '%01000d' 0; printf '%01000d' 0 >&2; i=$((i+1)); done",
                                LONG)
                        .passed())
                .isTrue();
    }

    @Test
    void runsInAPrivateFolderThatIsGoneAfterwards() throws IOException {
        run("pwd > \"$1/pwd\"; mkdir -p a/b; touch a/b/c; ln -s \"$1\" link; touch \"$1/kept\"", LONG);
        Path folder = Path.of(Files.readString(data.resolve("pwd")).strip());
        assertThat(folder).doesNotExist();
        assertThat(data.resolve("kept")).exists();
    }

    @Test
    void keepsOthersOutOfItsFolder() throws IOException {
        try (PrivateFolder folder = PrivateFolder.create()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void givesTheScriptItsNameUnlessThatIsATrick() throws IOException {
        run("echo \"$0\" > \"$1/name\"", LONG);
        assertThat(Files.readString(data.resolve("name")).strip()).endsWith("/checks.sh");
        runner.run("echo \"$0\" > \"$1/name\"".getBytes(UTF_8), "../../x", List.of("sh"), data, LONG);
        assertThat(Files.readString(data.resolve("name")).strip()).endsWith("/pipeline");
    }

    @Test
    void takesTheWholeCommand() {
        assertThat(runner.run("false; true".getBytes(UTF_8), "checks.sh", List.of("sh", "-e"), data, LONG)
                        .passed())
                .isFalse();
    }

    @Test
    void saysWhichProgramIsMissing() {
        for (String program : List.of("no-such-program", "/no/such/program", "./sh", "\u0000")) {
            assertThatThrownBy(() -> runner.run(new byte[0], "checks.sh", List.of(program), data, LONG))
                    .isInstanceOf(WeftException.class)
                    .hasMessage("WEFT-PIPELINE-001: the quality pipeline 'checks.sh' cannot run: there is no program '"
                            + program
                            + "'. Install it, or allow the pipeline with an absolute path or a name that is on"
                            + " the PATH");
        }
    }

    @Test
    void saysThatAProgramCannotBeStarted() throws IOException {
        Path program = Files.writeString(data.resolve("program"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> runner.run(new byte[0], "checks.sh", List.of(program.toString()), data, LONG))
                .hasMessageStartingWith(
                        "WEFT-PIPELINE-001: the quality pipeline 'checks.sh' could not be started with " + program)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void searchesAbsoluteFoldersOfThePathOnly() throws IOException {
        Path program = Files.createFile(data.resolve("tool"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(Executables.onPath("relative::/no/such:" + data).find("tool", "p"))
                .isEqualTo(program.toString());
        String relative =
                Path.of("").toAbsolutePath().relativize(data.toAbsolutePath()).toString();
        assertThatThrownBy(() -> Executables.onPath(relative).find("tool", "p"))
                .hasMessageStartingWith("WEFT-PIPELINE-001: ");
        assertThatThrownBy(() -> Executables.onPath(null).find("tool", "p"))
                .hasMessageStartingWith("WEFT-PIPELINE-001: ");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> run("sleep 1000", LONG))
                    .hasMessage("WEFT-PIPELINE-002: the quality pipeline 'checks.sh' was stopped, because the"
                            + " publishing thread was interrupted. Publish again");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Finding run(String script, Duration limit) {
        return runner.run(script.getBytes(UTF_8), "checks.sh", List.of("sh"), data, limit);
    }

    private long pid(String file) throws IOException {
        return Long.parseLong(Files.readString(data.resolve(file)).strip());
    }

    /** Gone, or dead and waiting for a parent that never asks. */
    private static void assertEnds(long pid) {
        Awaitility.await().until(() -> {
            Path status = Path.of("/proc/" + pid + "/stat");
            boolean zombie = Files.exists(status) && Files.readString(status).contains(") Z ");
            return zombie
                    || ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
        });
    }
}
