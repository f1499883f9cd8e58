package io.weft.testkit.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who had the turn, one after another. As text: {@code a*3 b a? b!} means three turns of a, one of b, one of a whose call
 * takes effect without an answer, and the death of b before its next call. Immutable.
 *
 * @param turns the turns, first to last
 */
@CheckReturnValue
public record Schedule(List<Turn> turns) {
    private static final Pattern WORD =
            Pattern.compile("(?<actor>" + Actor.NAME + ")(?<way>[!?]?)(?:\\*(?<times>[1-9][0-9]{0,6}))?");

    /** What happens in a turn. */
    public enum Way {
        /** The actor goes on to its next step. */
        GO(""),
        /** The actor dies instead: its call has no effect, nor has anything after it. */
        DIE("!"),
        /** The storage call takes effect and fails with {@code OUTCOME_UNKNOWN}; the actor goes on. */
        LOSE_ANSWER("?");

        private final String mark;

        Way(String mark) {
            this.mark = mark;
        }

        private static Way of(String mark) {
            return mark.isEmpty() ? GO : mark.equals("!") ? DIE : LOSE_ANSWER;
        }
    }

    /**
     * One turn.
     *
     * @param actor the actor's name
     * @param way what happens
     */
    public record Turn(String actor, Way way) {
        @Override
        public String toString() {
            return actor + way.mark;
        }
    }

    /** Copies the turns. */
    public Schedule {
        turns = List.copyOf(turns);
    }

    /**
     * Reads a schedule as a failure prints it.
     *
     * @param text turns separated by blanks; {@code a*3} is short for {@code a a a}
     * @return the schedule
     * @throws IllegalArgumentException if a word is no turn
     */
    public static Schedule parse(String text) {
        List<Turn> turns = new ArrayList<>();
        for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+", -1)) {
            Matcher matcher = WORD.matcher(word);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + word
                        + "' is no turn: write an actor's name, then ! or ? if need be, then *3 to repeat it");
            }
            int times = matcher.group("times") == null ? 1 : Integer.parseInt(matcher.group("times"));
            Turn turn = new Turn(matcher.group("actor"), Way.of(matcher.group("way")));
            for (int i = 0; i < times; i++) {
                turns.add(turn);
            }
        }
        return new Schedule(turns);
    }

    /**
     * The schedule as text.
     *
     * @return what {@link #parse} reads
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0, next; i < turns.size(); i = next) {
            next = i + 1;
            while (next < turns.size() && turns.get(next).equals(turns.get(i))) {
                next++;
            }
            text.append(i == 0 ? "" : " ").append(turns.get(i));
            if (next - i > 1) {
                text.append('*').append(next - i);
            }
        }
        return text.toString();
    }
}
