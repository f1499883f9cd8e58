package io.weft.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.event.WeftEvent;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Canaries: no credential, and nothing that serves as one, gets into an exception, a log, an event or a text of an object,
 * whatever goes wrong. Weft's own loggers are heard at every level, all others from INFO on. An adapter passes this kit by
 * extending it.
 */
public abstract class SecretsKit {
    private static final Transfers IMPATIENT = new Transfers(5 << 20, 2, Duration.ofMillis(300));
    private static final int NOBODY_LISTENS = 9;

    /** For subclasses. */
    protected SecretsKit() {}

    /** What goes wrong. */
    enum Misfortune {
        NOTHING,
        WRONG_CREDENTIALS,
        NO_BUCKET,
        NO_CONNECTION,
        DROPPED_REQUESTS,
        DROPPED_ANSWERS,
        HALF_ANSWERS,
        REFUSED,
        BROKEN
    }

    /**
     * Names the server. It serves all tests.
     *
     * @return where it listens, on loopback
     */
    protected abstract URI server();

    /**
     * Opens the storage under test; the kit closes it.
     *
     * @param server where it sends its requests
     * @param transfers how long it repeats them
     * @return an open storage with the right credentials
     */
    protected abstract Storage storage(URI server, Transfers transfers);

    /**
     * Opens a storage that the server does not let in.
     *
     * @param server where it sends its requests
     * @param transfers how long it repeats them
     * @return an open storage with wrong credentials, whose secret is among {@link #secrets}
     */
    protected abstract Storage stranger(URI server, Transfers transfers);

    /**
     * Names the place of one product.
     *
     * @return a folder that nothing else uses and that holds no objects
     */
    protected abstract Location folder();

    /**
     * Names a place where nothing can be.
     *
     * @return a folder in a bucket that does not exist
     */
    protected abstract Location nowhere();

    /**
     * What must not be told.
     *
     * @return secrets in plain text, and words by which a signature or token is known in a header or a URL
     */
    protected abstract List<String> secrets();

    /**
     * Whatever goes wrong, nothing is told.
     *
     * @param misfortune what goes wrong
     */
    @ParameterizedTest
    @EnumSource
    final void nothingIsTold(Misfortune misfortune) {
        Ear ear = new Ear();
        ear.listenTo(() -> publishWith(misfortune, ear));
        assertThat(ear.heard).as("what was told").isNotEmpty();
        assertDiscreet(ear.heard);
        if (misfortune != Misfortune.NOTHING) {
            assertThat(ear.failures).as("failures").isPositive();
        }
    }

    /** The known-bad twin: a secret deep in a cause is found. */
    @Test
    public void aSecretThatIsToldIsFound() {
        Ear ear = new Ear();
        ear.listenTo(() -> {
            throw new WeftException(
                    "WEFT-TEST-001",
                    "it failed",
                    new IllegalStateException("for " + secrets().get(0)));
        });
        assertThatThrownBy(() -> assertDiscreet(ear.heard)).isInstanceOf(AssertionError.class);
        Ear logs = new Ear();
        logs.listenTo(() -> Logger.getLogger("io.weft.test").finest(secrets().get(0)));
        assertThatThrownBy(() -> assertDiscreet(logs.heard)).isInstanceOf(AssertionError.class);
    }

    private void assertDiscreet(List<String> heard) {
        assertThat(secrets()).isNotEmpty();
        for (String secret : secrets()) {
            assertThat(heard).noneMatch(text -> text.contains(secret));
        }
    }

    private void publishWith(Misfortune misfortune, Ear ear) {
        switch (misfortune) {
            case NOTHING -> publish(storage(server(), IMPATIENT), folder(), ear);
            case WRONG_CREDENTIALS -> publish(stranger(server(), IMPATIENT), folder(), ear);
            case NO_BUCKET -> publish(storage(server(), IMPATIENT), nowhere(), ear);
            case NO_CONNECTION -> publish(storage(elsewhere(), IMPATIENT), folder(), ear);
            case DROPPED_REQUESTS -> publishThrough(HttpFault.dropRequest(), ear);
            case DROPPED_ANSWERS -> publishThrough(HttpFault.dropAnswer(), ear);
            case HALF_ANSWERS -> publishThrough(HttpFault.halfAnswer(), ear);
            case REFUSED -> publishThrough(HttpFault.answer(403), ear);
            case BROKEN -> publishThrough(HttpFault.answer(500), ear);
        }
    }

    private URI elsewhere() {
        URI server = server();
        return URI.create(server.getScheme() + "://" + server.getHost() + ":" + NOBODY_LISTENS + server.getPath());
    }

    private void publishThrough(HttpFault fault, Ear ear) {
        try (FaultProxy proxy = FaultProxy.to(server(), HttpFaultPlan.of(fault.times(1_000)))) {
            publish(storage(proxy.uri(), IMPATIENT), folder(), ear);
        }
    }

    private static void publish(Storage storage, Location place, Ear ear) {
        ear.hear(storage);
        try (Platform platform =
                Platform.builder().storage(storage).listener(ear::hear).build()) {
            ear.hear(platform);
            DataProduct product = platform.product(Orders.at(place));
            ear.hear(product);
            PublishReport report = product.publish(Orders.rows());
            ear.hear(report);
            ear.hear(product.snapshots());
            ear.hear(product.maintenance().examine());
        }
    }

    /** Hears everything that is told, also by other threads. */
    private static final class Ear extends Handler {
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
        private int failures;

        void hear(Object thing) {
            heard.add(thing.toString());
            if (thing instanceof WeftEvent event) {
                heard.add(event.getClass().getSimpleName() + " " + event);
            }
        }

        void listenTo(Runnable action) {
            Logger root = Logger.getLogger("");
            Logger weft = Logger.getLogger("io.weft");
            Level before = weft.getLevel();
            setLevel(Level.ALL);
            root.addHandler(this);
            weft.setLevel(Level.ALL);
            try {
                action.run();
            } catch (RuntimeException e) {
                failures++;
                hearAll(e);
            } finally {
                weft.setLevel(before);
                root.removeHandler(this);
            }
        }

        private void hearAll(Throwable e) {
            heard.add(e.toString());
            if (e.getCause() != null) {
                hearAll(e.getCause());
            }
            for (Throwable suppressed : e.getSuppressed()) {
                hearAll(suppressed);
            }
        }

        @Override
        public void publish(LogRecord told) {
            boolean ours = String.valueOf(told.getLoggerName()).startsWith("io.weft");
            if (ours || told.getLevel().intValue() >= Level.INFO.intValue()) {
                heard.add(new SimpleFormatter().formatMessage(told));
                if (told.getThrown() != null) {
                    hearAll(told.getThrown());
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
