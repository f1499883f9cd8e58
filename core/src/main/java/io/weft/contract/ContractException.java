package io.weft.contract;

import io.weft.WeftException;
import java.util.List;
import java.util.stream.Collectors;

/** A contract that cannot be used, with every problem at once. */
public final class ContractException extends WeftException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Makes an exception.
     *
     * @param source what was read, for example a file name
     * @param problems the problems in the order of their places, at least one
     */
    public ContractException(String source, List<Problem> problems) {
        super("WEFT-CONTRACT-000", describe(source, problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Every problem found.
     *
     * @return the problems in the order of their places, at least one
     */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(String source, List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return source + " has " + count + ":\n"
                + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n"));
    }
}
