package io.weft.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.WeftException;
import io.weft.contract.ViewKind;
import io.weft.internal.json.SealedJson;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LogEntryProperties {
    @Property(tries = 500)
    void whatIsReadEqualsWhatWasWritten(@ForAll("entries") LogEntry entry) {
        assertThat(LogEntryJson.read(SealedJson.read(LogEntryJson.write(entry))))
                .isEqualTo(entry);
    }

    @Property(tries = 200)
    void theSameEntryGivesTheSameBytes(@ForAll("entries") LogEntry entry) {
        byte[] bytes = LogEntryJson.write(entry);
        assertThat(LogEntryJson.write(LogEntryJson.read(SealedJson.read(bytes))))
                .isEqualTo(bytes);
    }

    @Property(tries = 300)
    void aCutOffEntryIsDamaged(@ForAll("entries") LogEntry entry, @ForAll double where) {
        byte[] bytes = LogEntryJson.write(entry);
        byte[] cut = Arrays.copyOf(bytes, (int) (Math.abs(where % 1) * bytes.length));
        Throwable thrown = catchThrowable(() -> new Ledger(Commits.PATHS).append(cut, entry.product()));
        assertThat(thrown).isInstanceOf(WeftException.class).hasMessageStartingWith("WEFT-LOG-001: Log entry ");
    }

    @Provide
    Arbitrary<LogEntry> entries() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12).filter(this::isWritable);
        Arbitrary<Operation> operations = Arbitraries.of(Operation.class);
        Arbitrary<Long> numbers = Arbitraries.longs().greaterOrEqual(0);
        Arbitrary<Instant> times =
                Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
        return Combinators.combine(
                        text, operations, numbers, times, files(text).list().ofMaxSize(4), findings(text))
                .as((name, operation, number, time, files, findings) -> new LogEntry(
                        number,
                        name,
                        name + "t",
                        name + "p",
                        time,
                        new Effect(
                                operation,
                                number,
                                files.stream().map(FileEntry::path).toList()),
                        "schema",
                        name,
                        "1.2.3",
                        ViewKind.DIRECTORY,
                        files,
                        number,
                        findings,
                        Duration.ofMillis(number % 1_000_000),
                        number % 2 == 0 ? null : new CheckpointRef(number, name)));
    }

    private Arbitrary<FileEntry> files(Arbitrary<String> text) {
        Arbitrary<Map<String, String>> partitions =
                Arbitraries.maps(text, text.injectNull(0.3)).ofMaxSize(3).map(LinkedHashMap::new);
        Arbitrary<Long> numbers = Arbitraries.longs().greaterOrEqual(0);
        return Combinators.combine(text, numbers, numbers, partitions)
                .as((path, size, rows, partition) -> new FileEntry(
                        path, size, rows, "ab".repeat(32), partition, rows % 2 == 0 ? null : "cd".repeat(32)));
    }

    private Arbitrary<List<Finding>> findings(Arbitrary<String> text) {
        return Combinators.combine(
                        text,
                        text.list().ofMaxSize(2),
                        Arbitraries.of(Severity.class),
                        Arbitraries.of(true, false),
                        Arbitraries.longs(),
                        Arbitraries.longs().list().ofMaxSize(3))
                .as((check, fields, severity, passed, count, rows) ->
                        new Finding(check, fields, severity, passed, count, rows, check + "."))
                .list()
                .ofMaxSize(2);
    }

    /** Half a surrogate pair is no text and has no UTF-8. */
    private boolean isWritable(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }
}
