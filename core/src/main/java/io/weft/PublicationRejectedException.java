package io.weft;

/** Checks failed at error level: nothing became visible, and the report says why. */
public final class PublicationRejectedException extends WeftException {
    private static final long serialVersionUID = 1L;

    private final transient PublishReport report;

    PublicationRejectedException(PublishReport report) {
        super("WEFT-PUBLISH-001", report + "\nCorrect the rows or, if the rule is wrong, the check, and publish again");
        this.report = report;
    }

    /**
     * What was found.
     *
     * @return the report; it has no snapshot
     */
    public PublishReport report() {
        return report;
    }
}
