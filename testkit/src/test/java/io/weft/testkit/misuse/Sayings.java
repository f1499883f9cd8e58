package io.weft.testkit.misuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.WeftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What Weft says to mistakes: title, class, code and message, word for word. After the last test of a class all of it is
 * held against {@code src/test/resources/misuse/<test class>.txt}. What is said now stands in {@code target/misuse}, to be
 * read and copied when it changes on purpose. Not thread-safe.
 */
final class Sayings implements AfterAllCallback {
    private final String name;
    private final Map<String, String> said = new TreeMap<>();

    private Sayings(String name) {
        this.name = name;
    }

    static Sayings of(Class<?> test) {
        return new Sayings(test.getSimpleName() + ".txt");
    }

    /** Makes a mistake; {@code varying} is what differs from run to run. */
    void to(String mistake, ThrowingCallable action, Object... varying) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).as(mistake).isNotNull();
        String text = String.valueOf(thrown.getMessage());
        if (thrown instanceof WeftException weft) {
            assertThat(text).as(mistake).startsWith(weft.code() + ": ");
        }
        for (Object part : varying) {
            text = text.replace(part.toString(), "…");
        }
        text = text.replaceAll("\\b[0-9a-f]{32}\\b", "…").replaceAll("\\b[0-9a-f]{12}-[0-9]+\\.pq", "….pq");
        said.put(mistake, thrown.getClass().getSimpleName() + "\n" + text);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        boolean nested = context.getRequiredTestClass().getEnclosingClass() != null;
        // Without the right to mount a disk, all tests of a class may have been passed over.
        if (nested || said.isEmpty()) {
            return;
        }
        String all = said.entrySet().stream()
                .map(entry -> "## " + entry.getKey() + "\n" + entry.getValue() + "\n")
                .collect(Collectors.joining("\n"));
        Files.writeString(Files.createDirectories(Path.of("target/misuse")).resolve(name), all);
        assertThat(all).isEqualTo(Files.readString(Path.of("src/test/resources/misuse", name)));
    }
}
