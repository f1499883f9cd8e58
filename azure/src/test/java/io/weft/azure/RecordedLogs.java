package io.weft.azure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * All that is logged at any level while somebody records, by the SDK over SLF4J and by Weft over the logging of the JDK; nothing
 * otherwise.
 */
public final class RecordedLogs implements SLF4JServiceProvider {
    private static volatile @Nullable List<String> records;

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter contexts = new NOPMDCAdapter();

    /** For the service loader. */
    public RecordedLogs() {}

    /** Runs something and tells what was logged meanwhile. */
    static List<String> of(Runnable work) {
        List<String> all = new CopyOnWriteArrayList<>();
        java.util.logging.Logger weft = java.util.logging.Logger.getLogger("io.weft");
        Handler handler = new JdkHandler();
        weft.addHandler(handler);
        weft.setLevel(java.util.logging.Level.ALL);
        records = all;
        try {
            work.run();
        } finally {
            records = null;
            weft.setLevel(null);
            weft.removeHandler(handler);
        }
        return all;
    }

    private static void add(String message, @Nullable Throwable thrown) {
        List<String> all = records;
        if (all != null) {
            StringWriter text = new StringWriter();
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(text));
            }
            all.add(message + "\n" + text);
        }
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Recorder::new;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return contexts;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // There is nothing to prepare.
    }

    private static final class JdkHandler extends Handler {
        @Override
        public void publish(LogRecord record) {
            add(record.getMessage() + Arrays.toString(record.getParameters()), record.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static final class Recorder extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            add(name + " " + MessageFormatter.basicArrayFormat(message, arguments), thrown);
        }

        @Override
        public boolean isTraceEnabled() {
            return records != null;
        }

        @Override
        public boolean isDebugEnabled() {
            return records != null;
        }

        @Override
        public boolean isInfoEnabled() {
            return records != null;
        }

        @Override
        public boolean isWarnEnabled() {
            return records != null;
        }

        @Override
        public boolean isErrorEnabled() {
            return records != null;
        }
    }
}
