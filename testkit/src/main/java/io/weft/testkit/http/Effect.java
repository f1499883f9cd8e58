package io.weft.testkit.http;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a fault does to a request. As text: the words and the value with which {@link HttpFault} makes it. Immutable. */
record Effect(Kind kind, Duration time, @Nullable Reply reply) {
    static final Effect NONE = of(Kind.NONE);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    enum Kind {
        NONE,
        DROP_REQUEST,
        RESET_REQUEST,
        HALF_REQUEST,
        SLOW_REQUEST,
        ANSWER,
        DROP_ANSWER,
        RESET_ANSWER,
        HALF_ANSWER,
        SLOW_ANSWER,
        REPLACE_ANSWER,
        DUPLICATE,
        DUPLICATE_FIRST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static Effect of(Kind kind) {
        return new Effect(kind, Duration.ZERO, null);
    }

    static Effect slow(Kind kind, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a request is held up from PT0S to " + LONGEST + ", not " + time);
        }
        return new Effect(kind, time, null);
    }

    static Effect reply(Kind kind, Reply reply) {
        return new Effect(kind, Duration.ZERO, reply);
    }

    Effect with(String name, String value) {
        if (reply == null) {
            throw new IllegalArgumentException("'" + this + "' answers nothing that could have a header " + name);
        }
        return new Effect(kind, time, reply.with(name, value));
    }

    /** Whether the request goes on under it. */
    boolean goesOn() {
        return kind == Kind.SLOW_REQUEST || kind == Kind.SLOW_ANSWER;
    }

    @Override
    public String toString() {
        return kind + (goesOn() ? " " + time : "") + (reply == null ? "" : " " + reply);
    }
}
