package io.weft.internal.gate;

import io.weft.WeftException;
import io.weft.quality.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code matches}, with a limit on backtracking: a pattern such as {@code (.*a){25}b} needs exponential time on the
 * wrong text, so that one row could hold a publication for years. The limit counts the characters that the matcher looks
 * at. A pattern that branches without looking at any, such as {@code (|){99}b}, escapes it. Not thread-safe.
 */
final class PatternCondition implements RowCondition.ValueCondition {
    private static final long STEPS = 1_000_000;
    private static final long STEPS_PER_CHAR = 10;

    private final Check.Matches check;
    private final MeteredText text = new MeteredText();
    private final Matcher matcher;

    PatternCondition(Check.Matches check) {
        this.check = check;
        matcher = Pattern.compile(check.pattern()).matcher("");
    }

    @Override
    public boolean holds(long rowNumber, Object value) {
        text.begin((String) value);
        try {
            return matcher.reset(text).matches();
        } catch (BudgetSpent e) {
            throw tooExpensive(rowNumber, null);
        } catch (StackOverflowError e) {
            // java.util.regex recurses for each repetition of a group: long texts end here with harmless patterns.
            throw tooExpensive(rowNumber, e);
        }
    }

    private WeftException tooExpensive(long rowNumber, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-CHECK-003",
                "matches on '" + check.field() + "' gave up at row " + rowNumber + ": the pattern " + check.pattern()
                        + " backtracks too much for this value. Avoid nested repetitions, or make them possessive"
                        + " (a++ in place of a+)",
                cause);
    }

    /** A text that ends the match when it was looked at too often. */
    private static final class MeteredText implements CharSequence {
        private String text = "";
        private long left;

        void begin(String value) {
            text = value;
            left = STEPS + STEPS_PER_CHAR * value.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new BudgetSpent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        // The one place where somebody might print a row's value by accident.
        @Override
        public String toString() {
            return "a text of " + text.length() + " characters";
        }
    }

    /** Leaves the matcher; never leaves this class. */
    private static final class BudgetSpent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetSpent() {
            super(null, null, false, false);
        }
    }
}
