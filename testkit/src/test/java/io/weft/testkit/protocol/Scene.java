package io.weft.testkit.protocol;

import static io.weft.testkit.protocol.Work.APPEND;
import static io.weft.testkit.protocol.Work.CLEAN_UP;
import static io.weft.testkit.protocol.Work.CLEAN_UP_LATER;
import static io.weft.testkit.protocol.Work.COMPACT;
import static io.weft.testkit.protocol.Work.EXPIRE;
import static io.weft.testkit.protocol.Work.KEEP_FIRST;
import static io.weft.testkit.protocol.Work.KEYED;
import static io.weft.testkit.protocol.Work.LOOK;
import static io.weft.testkit.protocol.Work.READ;
import static io.weft.testkit.protocol.Work.READ_FIRST;
import static io.weft.testkit.protocol.Work.REPAIR;
import static io.weft.testkit.protocol.Work.REPLACE;
import static io.weft.testkit.protocol.Work.ROLLBACK;
import static io.weft.testkit.protocol.Work.SETTLE;
import static io.weft.testkit.protocol.Work.TIDY;
import static io.weft.testkit.protocol.Work.TIDY_BUT_THREE;
import static io.weft.testkit.protocol.Work.WIDEN;
import static io.weft.testkit.protocol.World.Begin.LEFT_BEHIND;
import static io.weft.testkit.protocol.World.Begin.NOTHING;
import static io.weft.testkit.protocol.World.Begin.ONE_VERSION;
import static io.weft.testkit.protocol.World.Begin.REPLACED;
import static io.weft.testkit.protocol.World.Begin.SUMMED_UP;
import static io.weft.testkit.protocol.World.Begin.TWO_VERSIONS;
import static io.weft.testkit.protocol.World.Begin.TWO_VERSIONS_SHOWN;

import io.weft.WeftException;
import io.weft.spi.storage.Storage;
import io.weft.testkit.protocol.World.Begin;
import io.weft.testkit.schedule.Actor;
import io.weft.testkit.schedule.Explorer;
import io.weft.testkit.schedule.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who meets whom. Each actor is a process of its own, with a memory of its own.
 */
enum Scene {
    TWO_APPENDS(ONE_VERSION, APPEND, APPEND),
    APPEND_AND_REPLACE(ONE_VERSION, APPEND, REPLACE),
    TWO_REPLACES(ONE_VERSION, REPLACE, REPLACE),
    APPEND_AND_ROLLBACK(TWO_VERSIONS, APPEND, ROLLBACK),
    REPLACE_AND_ROLLBACK(TWO_VERSIONS, REPLACE, ROLLBACK),
    ONE_KEY_TWICE(ONE_VERSION, KEYED, KEYED),
    /** One has a newer contract. */
    APPEND_AND_WIDEN(ONE_VERSION, APPEND, WIDEN),
    APPEND_REPLACE_AND_ROLLBACK(TWO_VERSIONS, APPEND, REPLACE, ROLLBACK),
    TWO_APPENDS_AND_READ(ONE_VERSION, APPEND, APPEND, READ),
    ONE_KEY_THRICE(ONE_VERSION, KEYED, KEYED, KEYED),
    FOUR(TWO_VERSIONS, APPEND, REPLACE, ROLLBACK, READ),

    /** Versions expire, and what only they had is removed, beside those who read or go back to them. */
    EXPIRE_AND_ROLLBACK(REPLACED, EXPIRE, ROLLBACK),
    TWO_EXPIRE_BESIDE_REPLACE(REPLACED, EXPIRE, EXPIRE, REPLACE),
    TIDY_AND_KEEP(REPLACED, TIDY, KEEP_FIRST),
    TIDY_AND_ROLLBACK(REPLACED, TIDY, ROLLBACK),
    ROLLBACK_REPLACE_AND_TIDY(REPLACED, ROLLBACK, REPLACE, TIDY_BUT_THREE),
    TIDY_REPLACE_AND_READ(TWO_VERSIONS, TIDY, REPLACE, READ),
    EXPIRE_CLEAN_UP_AND_KEEP(REPLACED, EXPIRE, CLEAN_UP, KEEP_FIRST),
    EXPIRE_CLEAN_UP_LATER_AND_READ(REPLACED, EXPIRE, CLEAN_UP_LATER, READ_FIRST),

    /** What nobody committed is removed, beside those who are about to. */
    APPEND_AND_CLEAN_UP(LEFT_BEHIND, APPEND, CLEAN_UP),
    APPEND_AND_CLEAN_UP_LATER(LEFT_BEHIND, APPEND, CLEAN_UP_LATER),
    ONE_KEY_TWICE_AND_CLEAN_UP(ONE_VERSION, KEYED, KEYED, CLEAN_UP),
    TWO_CLEAN_UPS_AND_REPLACE(LEFT_BEHIND, CLEAN_UP, CLEAN_UP, REPLACE),

    COMPACT_AND_APPEND(TWO_VERSIONS, COMPACT, APPEND),
    COMPACT_AND_REPLACE(TWO_VERSIONS, COMPACT, REPLACE),
    COMPACT_AND_ROLLBACK(TWO_VERSIONS, COMPACT, ROLLBACK),
    TWO_COMPACTIONS_AND_READ(TWO_VERSIONS, COMPACT, COMPACT, READ),
    COMPACT_AND_CLEAN_UP(TWO_VERSIONS, COMPACT, CLEAN_UP),
    COMPACT_TIDY_AND_KEEP(TWO_VERSIONS, COMPACT, TIDY, KEEP_FIRST),

    KEYED_AND_SETTLE(ONE_VERSION, KEYED, SETTLE),
    ONE_KEY_TWICE_AND_SETTLE(ONE_VERSION, KEYED, KEYED, SETTLE),

    /** The log is summed up by those who publish. */
    APPEND_AND_REPLACE_SUMMED_UP(SUMMED_UP, APPEND, REPLACE),
    REPLACE_AND_APPENDS_SUMMED_UP(SUMMED_UP, REPLACE, APPEND, APPEND),
    APPENDS_SUMMED_UP_AND_READ(SUMMED_UP, APPEND, APPEND, READ),
    ROLLBACK_SUMMED_UP_AND_TIDY(SUMMED_UP, ROLLBACK, TIDY),
    APPEND_SUMMED_UP_AND_CLEAN_UP(SUMMED_UP, APPEND, CLEAN_UP),
    APPEND_SUMMED_UP_AND_REPAIR(SUMMED_UP, APPEND, REPAIR),

    EVERYBODY(REPLACED, APPEND, COMPACT, TIDY, KEEP_FIRST),

    /** From here on with a view. */
    TWO_FIRST(NOTHING, APPEND, APPEND),
    APPENDS_SHOWN(TWO_VERSIONS_SHOWN, APPEND, APPEND),
    APPEND_AND_REPLACE_SHOWN(TWO_VERSIONS_SHOWN, APPEND, REPLACE),
    REPLACE_AND_ROLLBACK_SHOWN(TWO_VERSIONS_SHOWN, REPLACE, ROLLBACK),
    REPLACE_AND_LOOK(TWO_VERSIONS_SHOWN, REPLACE, LOOK),
    TWO_REPLACES_AND_LOOK(TWO_VERSIONS_SHOWN, REPLACE, REPLACE, LOOK),
    COMPACT_AND_APPEND_SHOWN(TWO_VERSIONS_SHOWN, COMPACT, APPEND),
    REPLACE_SHOWN_AND_REPAIR(TWO_VERSIONS_SHOWN, REPLACE, REPAIR),
    APPEND_SHOWN_AND_CLEAN_UP(TWO_VERSIONS_SHOWN, APPEND, CLEAN_UP),

    BAD_LUCK_FOR_APPEND_AND_REPLACE(Luck.BAD, TWO_VERSIONS_SHOWN, APPEND, REPLACE),
    BAD_LUCK_FOR_ONE_KEY_TWICE(Luck.BAD, ONE_VERSION, KEYED, KEYED),
    BAD_LUCK_FOR_APPEND_AND_CLEAN_UP(Luck.BAD, LEFT_BEHIND, APPEND, CLEAN_UP),
    BAD_LUCK_FOR_TIDY_AND_KEEP(Luck.BAD, REPLACED, TIDY, KEEP_FIRST),
    BAD_LUCK_FOR_COMPACT_AND_REPLACE(Luck.BAD, TWO_VERSIONS, COMPACT, REPLACE),
    BAD_LUCK_FOR_KEYED_AND_SETTLE(Luck.BAD, ONE_VERSION, KEYED, SETTLE),
    BAD_LUCK_FOR_APPEND_AND_REPLACE_SUMMED_UP(Luck.BAD, SUMMED_UP, APPEND, REPLACE),
    BAD_LUCK_FOR_COMPACT_AND_REPAIR_SHOWN(Luck.BAD, TWO_VERSIONS_SHOWN, COMPACT, REPAIR),
    /** A write of the first actor to a slot is not answered, and arrives at any time or never. */
    LATE_APPEND_AND_APPEND(Luck.LATE, ONE_VERSION, APPEND, APPEND),
    LATE_APPEND_AND_CLEAN_UP(Luck.LATE, LEFT_BEHIND, APPEND, CLEAN_UP),
    LATE_KEYED_AND_SETTLE(Luck.LATE, ONE_VERSION, KEYED, SETTLE),
    LATE_EXPIRE_CLEAN_UP_AND_ROLLBACK(Luck.LATE, REPLACED, EXPIRE, CLEAN_UP, ROLLBACK),
    /** No write of the first actor to a slot is answered; the first arrives at any time or never. */
    SILENT_APPEND(Luck.SILENT, ONE_VERSION, APPEND, READ),
    SILENT_APPEND_AND_CLEAN_UP(Luck.SILENT, ONE_VERSION, APPEND, CLEAN_UP),
    SILENT_KEYED_SETTLE_AND_KEYED(Luck.SILENT, ONE_VERSION, KEYED, SETTLE, KEYED),
    SILENT_CLEAN_UP_AND_APPEND(Luck.SILENT, LEFT_BEHIND, CLEAN_UP, APPEND);

    /** What may happen beside the actors. */
    enum Luck {
        GOOD,
        /** One actor dies, or one answer is lost, or both. */
        BAD,
        LATE,
        SILENT
    }

    /** Publications before it are there when the actors begin. */
    private static final int FIRST = 5;

    private static final Set<Work> UPKEEP =
            EnumSet.of(EXPIRE, CLEAN_UP, CLEAN_UP_LATER, TIDY, TIDY_BUT_THREE, COMPACT, REPAIR, SETTLE);

    private final Luck luck;
    private final Begin begin;

    @SuppressWarnings("ImmutableEnumChecker") // What List.of makes is immutable.
    private final List<Work> works;

    Scene(Begin begin, Work... works) {
        this(Luck.GOOD, begin, works);
    }

    Scene(Luck luck, Begin begin, Work... works) {
        this.luck = luck;
        this.begin = begin;
        this.works = List.of(works);
    }

    int actors() {
        return works.size();
    }

    /** Plays it in one schedule after another. */
    Explorer explorer() {
        Explorer explorer = Explorer.of(this::set);
        return luck == Luck.BAD ? explorer.deaths(1).lostAnswers(1) : explorer;
    }

    private void set(Stage stage) {
        World world = World.with(begin, works.contains(CLEAN_UP_LATER));
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            Storage storage = stage.storage(world.storage(), world::isSettled);
            Role role = world.role(i == 0 ? ofTheFirst(stage, storage) : storage, FIRST + i);
            Actor actor = stage.actor(String.valueOf((char) ('a' + i)), () -> work.act(role));
            if (luck != Luck.GOOD || works.contains(WIDEN)) {
                actor.mayThrow(WeftException.class);
            }
        }
        boolean succeeded = begin == SUMMED_UP || works.stream().anyMatch(UPKEEP::contains);
        stage.check(() -> requireNone(Examination.problems(world, luck == Luck.GOOD, succeeded)));
    }

    private Storage ofTheFirst(Stage stage, Storage storage) {
        if (luck != Luck.LATE && luck != Luck.SILENT) {
            return storage;
        }
        LateStorage late = new LateStorage(storage, luck == Luck.LATE ? 1 : Integer.MAX_VALUE);
        stage.actor("network", () -> {
            stage.point("deliver");
            late.deliver();
        });
        return late;
    }

    private static void requireNone(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("; ", problems));
        }
    }
}
