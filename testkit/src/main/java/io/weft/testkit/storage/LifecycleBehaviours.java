package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectLifecycle.Action;
import io.weft.spi.storage.ObjectLifecycle.Rule;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Chapter 9: what a store deletes by itself. A storage that cannot tell passes this chapter by refusing the capability, and
 * one whose store knows no such rules by refusing to tell them, once for each test.
 */
abstract class LifecycleBehaviours extends DiscardBehaviours {
    private static final int DAYS = 30;

    @Test
    public void rulesAreToldExactlyAsDeclared() {
        assertThat(storage.capability(ObjectLifecycle.class).isPresent()).isEqualTo(tellsLifecycleRules());
    }

    @Test
    public void withoutRulesNoneIsTold() {
        withRules(() -> assertThat(rules()).isEmpty());
    }

    @Test
    public void aRuleForMoreThanTheFolderIsToldOfTheFolder() {
        String path = folder.path();
        for (String prefix : List.of("", path.substring(0, 1), path.substring(0, path.length() - 1), path)) {
            withRules(() -> assertToldWithin(folder), prefix);
        }
    }

    @Test
    public void aRuleForTheFolderIsTold() {
        withRules(() -> assertToldWithin(folder), folder.path() + "/");
    }

    @Test
    public void aRuleForAPartOfTheFolderIsToldOfThatPart() {
        withRules(() -> assertToldWithin(at("deep/down")), folder.path() + "/deep/down/");
    }

    /** It also deletes what is in {@code deep/doors}. */
    @Test
    public void aRuleForNamesThatBeginAlikeIsToldOfTheFolderThatHoldsThem() {
        withRules(() -> assertToldWithin(at("deep")), folder.path() + "/deep/do");
    }

    @Test
    public void rulesBesideTheFolderAreLeftOut() {
        String path = folder.path();
        withRules(() -> assertThat(rules()).isEmpty(), path + "-2/", path + "x", path + path + "/", "x" + path + "/");
    }

    @Test
    public void ofManyRulesThoseThatMatterAreTold() {
        String path = folder.path();
        withRules(
                () -> assertThat(rules()).extracting(Rule::within).containsExactlyInAnyOrder(at("a"), at("b"), folder),
                path + "/a/",
                path + "-2/",
                path + "/b/",
                path + "/");
    }

    @Test
    public void aForeignSchemeHasNoRules() {
        withRules(() -> assertRefused(
                Kind.INVALID,
                "foreign-scheme://",
                () -> lifecycle().lifecycleRules(Location.of("foreign-scheme://bucket/folder"))));
    }

    @Test
    public void aClosedStorageTellsNoRules() {
        withRules(() -> {
            ObjectLifecycle lifecycle = lifecycle();
            storage.close();
            assertRefused(Kind.CLOSED, "closed", () -> lifecycle.lifecycleRules(folder));
        });
    }

    private void assertToldWithin(Location within) {
        assertThat(rules()).singleElement().satisfies(rule -> {
            assertThat(rule.within()).isEqualTo(within);
            assertThat(rule.action()).isEqualTo(Action.DELETE);
            assertThat(rule.after()).isEqualTo(Duration.ofDays(DAYS));
            assertThat(rule.name()).isNotEmpty();
        });
    }

    private List<Rule> rules() {
        return lifecycle().lifecycleRules(folder);
    }

    private ObjectLifecycle lifecycle() {
        return storage.capability(ObjectLifecycle.class).orElseThrow();
    }

    private void withRules(Runnable behaviour, String... prefixes) {
        if (!tellsLifecycleRules()) {
            assertThat(storage.capability(ObjectLifecycle.class)).isEmpty();
        } else if (deleteByAge(List.of(prefixes), DAYS)) {
            try {
                behaviour.run();
            } finally {
                deleteByAge(List.of(), DAYS);
            }
        } else {
            assertRefused(Kind.INVALID, folder.toString(), this::rules);
        }
    }
}
