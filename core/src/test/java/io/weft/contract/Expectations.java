package io.weft.contract;

import java.util.List;

/** The problems that a broken contract announces itself, in comments {@code # expect: line:column code path}. */
final class Expectations {
    private static final String MARK = "# expect: ";

    private Expectations() {}

    static List<String> of(String yaml) {
        return yaml.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .sorted()
                .toList();
    }

    /** What reading the contract really reports, in the same words. */
    static List<String> found(String yaml) {
        try {
            Contract contract = ContractReader.read(yaml);
            return contract.notices().stream().map(Expectations::words).sorted().toList();
        } catch (ContractException e) {
            return e.problems().stream().map(Expectations::words).sorted().toList();
        }
    }

    static String words(Problem problem) {
        return (problem.line() + ":" + problem.column() + " " + problem.code() + " " + problem.path()).strip();
    }
}
