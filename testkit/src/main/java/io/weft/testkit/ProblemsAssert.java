package io.weft.testkit;

import io.weft.contract.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what is wrong with a contract; made by {@link WeftAssertions#assertThatRefused}. Not thread-safe. */
public final class ProblemsAssert extends AbstractAssert<ProblemsAssert, List<Problem>> {
    ProblemsAssert(List<Problem> actual) {
        super(actual, ProblemsAssert.class);
    }

    /**
     * There is such a problem.
     *
     * @param code its code, for example {@code WEFT-CONTRACT-006}
     * @param path where in the document, for example {@code output.format}
     * @return this
     */
    public ProblemsAssert hasProblem(String code, String path) {
        if (actual.stream()
                .noneMatch(
                        problem -> problem.code().equals(code) && problem.path().equals(path))) {
            throw expected("Expected the problem " + code + " at '" + path + "'");
        }
        return this;
    }

    /**
     * There are this many problems.
     *
     * @param count how many
     * @return this
     */
    public ProblemsAssert hasProblems(int count) {
        if (actual.size() != count) {
            throw expected("Expected " + count + " problems, not " + actual.size());
        }
        return this;
    }

    private AssertionError expected(String what) {
        return failure(
                "%s", what + ":\n" + actual.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
}
