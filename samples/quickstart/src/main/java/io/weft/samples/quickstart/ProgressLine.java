package io.weft.samples.quickstart;

import io.weft.event.WeftEvent;
import io.weft.event.WeftEvent.PublicationCommitted;
import io.weft.event.WeftEvent.PublicationProgress;
import io.weft.event.WeftEvent.PublicationRejected;
import io.weft.event.WeftEvent.PublicationStarted;
import io.weft.event.WeftListener;
import java.io.PrintStream;
import java.util.Locale;

/** One line for each publication, which grows as it gets further. */
final class ProgressLine implements WeftListener {
    private final PrintStream out;

    ProgressLine(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(WeftEvent event) {
        if (event instanceof PublicationStarted) {
            out.print("   opened");
        } else if (event instanceof PublicationProgress progress) {
            out.print(text(progress));
            out.flush();
        } else if (event instanceof PublicationCommitted) {
            out.println(" > visible");
        } else if (event instanceof PublicationRejected) {
            out.println(" > rejected");
        }
    }

    private static String text(PublicationProgress progress) {
        return switch (progress.phase()) {
            case WRITING -> rows(progress);
            case CHECKING -> rows(progress) + " > checking";
            case COMMITTING -> " > committing";
            case FOLLOWING -> " > following";
        };
    }

    private static String rows(PublicationProgress progress) {
        return String.format(Locale.ROOT, " > %,d rows", progress.rows());
    }
}
