package io.weft.testkit.schedule;

import java.util.List;
import java.util.Random;

/** Chooses by chance: any actor as likely as another, and now and then bad luck while the bounds allow it. */
final class Dice implements Chooser {
    /** On average one in so many turns brings bad luck. */
    private static final int LUCK = 16;

    private final Random random;
    private final Spent bounds;
    private Spent spent = Spent.NOTHING;

    Dice(Random random, Spent bounds) {
        this.random = random;
        this.bounds = new Spent(Integer.MAX_VALUE, bounds.deaths(), bounds.lostAnswers());
    }

    @Override
    public Option choose(List<Option> options) {
        boolean lucky = random.nextInt(LUCK) != 0;
        List<Option> wanted = options.stream()
                .filter(option -> option.goes() == lucky && option.added(spent).isWithin(bounds))
                .toList();
        Option option =
                any(wanted.isEmpty() ? options.stream().filter(Option::goes).toList() : wanted);
        spent = option.added(spent);
        return option;
    }

    private Option any(List<Option> options) {
        return options.get(random.nextInt(options.size()));
    }
}
