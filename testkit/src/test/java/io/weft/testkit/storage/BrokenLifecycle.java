package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Ways to tell a store's rules wrongly, and a behaviour of the kit that must notice. */
enum BrokenLifecycle {
    TELLS_NOTHING("aRuleForTheFolderIsTold", TellingNothing::new),
    TELLS_RULES_OF_OTHERS("rulesBesideTheFolderAreLeftOut", TellingAll::new),
    TAKES_FOLDERS_FOR_NAMES("rulesBesideTheFolderAreLeftOut", WithoutSlash::new),
    TAKES_PREFIXES_FOR_FOLDERS("aRuleForMoreThanTheFolderIsToldOfTheFolder", WithSlash::new),
    TAKES_NAMES_FOR_FOLDERS("aRuleForNamesThatBeginAlikeIsToldOfTheFolderThatHoldsThem", WithSlash::new),
    FORGETS_THE_PART("aRuleForAPartOfTheFolderIsToldOfThatPart", ForgettingThePart::new),
    FORGETS_THE_AGE("aRuleForTheFolderIsTold", ForgettingTheAge::new),
    TELLS_ONE_RULE("ofManyRulesThoseThatMatterAreTold", TellingOne::new),
    ANSWERS_FOR_FOREIGN_SCHEMES("aForeignSchemeHasNoRules", Unchecked::new),
    WORKS_AFTER_CLOSE("aClosedStorageTellsNoRules", Unchecked::new);

    final String noticedBy;

    @SuppressWarnings("ImmutableEnumChecker") // A constructor.
    final Supplier<RuledStorage> storage;

    BrokenLifecycle(String noticedBy, Supplier<RuledStorage> storage) {
        this.noticedBy = noticedBy;
        this.storage = storage;
    }

    private static final class TellingNothing extends RuledStorage {
        @Override
        Optional<Location> within(Location folder, String prefix) {
            return Optional.empty();
        }
    }

    private static final class TellingAll extends RuledStorage {
        @Override
        Optional<Location> within(Location folder, String prefix) {
            return Optional.of(folder);
        }
    }

    private static final class WithoutSlash extends RuledStorage {
        @Override
        Optional<Location> within(Location folder, String prefix) {
            return prefix.startsWith(folder.path()) ? Optional.of(folder) : ObjectLifecycle.within(folder, prefix);
        }
    }

    private static final class WithSlash extends RuledStorage {
        @Override
        Optional<Location> within(Location folder, String prefix) {
            Location place = new Location(folder.scheme(), folder.authority(), "").resolve(prefix);
            if (folder.isWithin(place)) {
                return Optional.of(folder);
            }
            return place.isWithin(folder) ? Optional.of(place) : Optional.empty();
        }
    }

    private static final class ForgettingThePart extends RuledStorage {
        @Override
        Optional<Location> within(Location folder, String prefix) {
            return super.within(folder, prefix).map(within -> folder);
        }
    }

    private static final class ForgettingTheAge extends RuledStorage {
        @Override
        Optional<Rule> rule(Location folder, String prefix) {
            return super.rule(folder, prefix)
                    .map(rule -> new Rule(rule.name(), rule.within(), rule.action(), Duration.ZERO));
        }
    }

    private static final class TellingOne extends RuledStorage {
        @Override
        public List<Rule> lifecycleRules(Location folder) {
            return super.lifecycleRules(folder).stream().limit(1).toList();
        }
    }

    private static final class Unchecked extends RuledStorage {
        @Override
        void check(Location folder) {
            // Whatever the folder is, and whether the storage is open.
        }
    }
}
