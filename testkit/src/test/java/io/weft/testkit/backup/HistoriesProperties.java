package io.weft.testkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.backup.RecoveryPoint;
import io.weft.backup.VaultCheck;
import io.weft.testkit.backup.History.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a product lived through, a recovery point gives back what readers saw. */
class HistoriesProperties {
    /** A step and which of its possibilities. */
    record Move(Step step, int number) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Step> steps = Arbitraries.of(Step.class);
        return Combinators.combine(steps, Arbitraries.integers().between(0, 99))
                .as(Move::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(25);
    }

    @Property(tries = 250)
    void everyVersionOfEveryPointIsRestoredAsItWas(@ForAll("moves") List<Move> moves) {
        History history = new History();
        history.take(Step.APPEND, 3);
        moves.forEach(move -> history.take(move.step(), move.number()));
        history.take(Step.BACK_UP, 0);

        List<RecoveryPoint> points = history.backups.points(history.product());
        assertThat(points).isNotEmpty();
        for (RecoveryPoint point : points) {
            for (long version = point.oldest(); version <= point.version(); version++) {
                history.assertRestores(point, version);
            }
        }
        history.assertRestoresInto(points.get(0), points.get(0).oldest());
        VaultCheck check = history.backups.checkContents(points.get(0).uuid());
        assertThat(check.damages()).isEmpty();
        assertThat(check.points()).isEqualTo(points.size());
    }
}
