package io.weft.internal.contract;

import io.weft.contract.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems and notices of one file. Not thread-safe. */
final class Problems {
    /** A file with more is not a contract with mistakes; going on would only burn memory. */
    static final int MOST = 200;

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing((Problem p) -> p.line() == 0)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column);

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

    /** Stops the reading of a hopeless file; the collected problems are the result. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many problems", null, false, false);
        }
    }

    void add(Problem problem) {
        problems.add(problem);
        if (problems.size() == MOST) {
            problems.add(Faults.tooManyProblems(MOST));
            throw new TooMany();
        }
    }

    void notice(Problem problem) {
        if (notices.size() < MOST) {
            notices.add(problem);
        }
    }

    int count() {
        return problems.size();
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> inOrder() {
        return problems.stream().sorted(BY_PLACE).toList();
    }

    List<Problem> noticesInOrder() {
        return notices.stream().sorted(BY_PLACE).toList();
    }
}
