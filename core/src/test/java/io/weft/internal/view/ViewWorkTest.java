package io.weft.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ViewWorkTest {
    private static final LogPaths PATHS = new LogPaths(Location.of("memory://mesh/orders"));
    private static final String AT_3 = "at-00000000000000000003";
    private static final String AT_5 = "at-00000000000000000005";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryStorage storage = MemoryStorage.create(() -> now);

    @Test
    void nothingIsCertainBeforeAVersionWasNoted() {
        assertThat(begin().undisturbedSince()).isEmpty();
    }

    @Test
    void theVersionNotedIsKnownToTheNext() {
        begin().end(3);
        assertThat(names()).containsExactly(AT_3);
        assertThat(begin().undisturbedSince()).hasValue(3);
    }

    @Test
    void aMarkIsThereWhileSomebodyIsAtWork() {
        ViewWork work = begin();
        assertThat(names()).singleElement().asString().startsWith("by-");
        assertThat(begin().undisturbedSince()).isEmpty();
        work.end(3);
        assertThat(names()).contains(AT_3).hasSize(2);
    }

    @Test
    void nothingIsCertainWhileSomebodyElseIsAtWork() {
        begin().end(3);
        ViewWork slow = begin();
        assertThat(slow.undisturbedSince()).hasValue(3);
        assertThat(begin().undisturbedSince()).isEmpty();
    }

    @Test
    void aNewNoteReplacesTheOld() {
        begin().end(3);
        begin().end(5);
        assertThat(names()).containsExactly(AT_5);
        assertThat(begin().undisturbedSince()).hasValue(5);
    }

    @Test
    void whoIsSlowDoesNotTakeANewerNoteAway() {
        ViewWork slow = begin();
        begin().end(5);
        slow.end(3);
        assertThat(names()).containsExactly(AT_3, AT_5);
        assertThat(begin().undisturbedSince()).hasValue(5);
    }

    @Test
    void aVersionThatIsNotedIsNotNotedAgain() {
        begin().end(3);
        Instant before = storage.stat(PATHS.view().resolve(AT_3)).orElseThrow().lastModified();
        now = now.plusSeconds(10);
        begin().end(3);
        assertThat(names()).containsExactly(AT_3);
        assertThat(storage.stat(PATHS.view().resolve(AT_3)).orElseThrow().lastModified())
                .isEqualTo(before);
    }

    @Test
    void whatOthersPutThereIsLeftAloneAndOlderThanEverything() {
        put("at-night");
        assertThat(begin().undisturbedSince()).hasValue(-1);
        storage.list(PATHS.view(), "").forEach(mark -> storage.delete(mark.location()));
        put("readme");
        begin().end(3);
        assertThat(begin().undisturbedSince()).hasValue(3);
        assertThat(names()).contains("readme", AT_3);
    }

    @Test
    void marksOfTheDeadAreTakenAwayByWhoCameAnHourLater() {
        put("by-dead");
        now = now.plus(Duration.ofHours(1));
        begin().end(3);
        assertThat(names()).as("after exactly an hour").contains("by-dead");
        now = now.plusMillis(1);
        put("by-slow");
        begin().end(3);
        assertThat(names()).containsExactly(AT_3, "by-slow");
    }

    private ViewWork begin() {
        return ViewWork.begin(storage, PATHS);
    }

    private void put(String name) {
        storage.put(PATHS.view().resolve(name), new byte[0], Precondition.NONE);
    }

    private List<String> names() {
        return StreamSupport.stream(storage.list(PATHS.view(), "").spliterator(), false)
                .map(object -> object.location().name())
                .toList();
    }
}
