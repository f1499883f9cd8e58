package io.weft.testkit.model;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.state.ActionChain;

/** Sequences of steps by chance, each on a product of its own. {@link ModelTest} says how many. */
abstract class Sequences {

    /** After a failure jqwik tries shorter sequences; those that come after so many count as passed. */
    private static final int MOST_SHORTER = 400;

    private static int shorter;
    private static boolean failed;

    private final int steps;

    Sequences(int steps) {
        this.steps = steps;
    }

    static final class Full extends Sequences {
        Full() {
            super(Integer.getInteger("weft.steps", 50));
        }
    }

    /** So few steps that making them fewer takes little time. */
    static final class Brief extends Sequences {
        Brief() {
            super(25);
        }
    }

    @Property(
            seed = "1",
            edgeCases = EdgeCasesMode.NONE,
            generation = GenerationMode.RANDOMIZED,
            shrinking = ShrinkingMode.FULL)
    void theProductIsWhatTheModelSays(@ForAll("sequences") ActionChain<Bench> sequence) {
        if (failed && ++shorter > MOST_SHORTER) {
            return;
        }
        try {
            sequence.run().end();
        } catch (Throwable e) {
            failed = true;
            throw new AssertionError(
                    "after " + sequence.transformations().size() + " steps " + sequence.transformations() + ": " + e,
                    e);
        }
    }

    @Provide
    Arbitrary<ActionChain<Bench>> sequences() {
        return Step.sequences(steps);
    }
}
