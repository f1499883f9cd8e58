package io.weft.testkit.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps Weft from warning while a test lasts: what it warns of happens in every other schedule. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {
    private static final List<String> NAMES = List.of("io.weft.log", "io.weft.publish");

    /** Loggers that nobody holds forget their level. */
    private final Map<Logger, Level> before = new HashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        for (String name : NAMES) {
            Logger logger = Logger.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.OFF);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        before.forEach(Logger::setLevel);
    }
}
