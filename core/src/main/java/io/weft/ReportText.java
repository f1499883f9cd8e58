package io.weft;

import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.snapshot.DataFile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as people read it. */
final class ReportText {
    private static final int FURTHER_ROWS = 3;
    private static final String INDENT = "\n  ";

    private ReportText() {}

    static String of(PublishReport report) {
        StringBuilder text = new StringBuilder(headline(report));
        long implied = report.findings().stream().filter(ReportText::isImplied).count();
        if (implied > 0) {
            text.append(INDENT)
                    .append("ok     ")
                    .append(count(implied, "required field"))
                    .append(" without nulls");
        }
        report.findings().stream()
                .filter(finding -> !isImplied(finding))
                .forEach(finding -> text.append(INDENT).append(line(finding)));
        report.warnings()
                .forEach(warning -> text.append(INDENT).append("note   ").append(warning));
        return text.toString();
    }

    /** Nobody asked for these by name, so as long as they pass they are one line together. */
    private static boolean isImplied(Finding finding) {
        return finding.passed() && finding.check().equals("required");
    }

    private static String headline(PublishReport report) {
        String rows = count(report.rowCount(), "row");
        if (!report.accepted()) {
            long failed = report.findings().stream().filter(Finding::blocks).count();
            return "REJECTED " + report.product() + ": " + count(failed, "check") + " failed on " + rows
                    + ", nothing became visible";
        }
        long bytes = report.files().stream().mapToLong(DataFile::size).sum();
        String verb = report.repeated() ? "ALREADY PUBLISHED " : "PUBLISHED ";
        return verb + report.product() + " version " + report.snapshot().version() + ": " + rows + " in "
                + count(report.files().size(), "file") + ", " + size(bytes) + ", " + seconds(report);
    }

    private static String line(Finding finding) {
        String verdict = finding.passed() ? "ok    " : finding.severity() == Severity.WARN ? "WARN  " : "FAILED";
        return verdict + " " + finding.message() + furtherRows(finding);
    }

    /** The message names the first row; a few more help to see a pattern. */
    private static String furtherRows(Finding finding) {
        List<Long> rows = finding.firstRows();
        if (rows.size() < 2) {
            return "";
        }
        int last = Math.min(rows.size(), FURTHER_ROWS + 1);
        String more = finding.violations() > last ? ", …" : "";
        return rows.subList(1, last).stream().map(String::valueOf).collect(Collectors.joining(", ", ", then ", more));
    }

    private static String seconds(PublishReport report) {
        return String.format(Locale.ROOT, "%.1f s", report.duration().toMillis() / 1000.0);
    }

    private static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
