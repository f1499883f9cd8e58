package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.LocalStorage;
import io.weft.storage.MemoryStorage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit is worth what it notices: it passes good storages and fails every broken one. */
class StorageKitTest {
    private static final int PROMISED = 60;

    private static Supplier<Storage> subject = MemoryStorage::create;

    @Test
    void aGoodStoragePasses() {
        assertPasses(KitRun.of(MemoryStorageKitTest.class));
    }

    @Test
    void aStorageThatDoesNotCopyPassesByRefusing() {
        assertPasses(KitRun.of(NotCopying.class));
    }

    @Test
    void declaringThatItDoesNotCopyIsCheckedToo() {
        subject = MemoryStorage::create;
        assertThat(KitRun.of(NotCopyingAsDeclared.class).failed()).contains("copyingIsOfferedExactlyAsDeclared");
    }

    @Test
    void storagesThatWatchOrFailByPlanPass() {
        subject = () -> LeakCheckingStorage.of(CountingStorage.of(FaultyStorage.of(MemoryStorage.create())));
        assertPasses(KitRun.of(Subject.class));
    }

    @Test
    void theGoodStorageBehindTheBrokenOnesPasses() {
        subject = WrappedStorage::new;
        assertPasses(KitRun.of(Subject.class));
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenStorageFails(BrokenStorage broken) {
        subject = broken.storage;
        assertThat(KitRun.of(Subject.class).failed())
                .as("behaviours that notice the mistake")
                .contains(broken.noticedBy);
    }

    @ParameterizedTest
    @EnumSource
    void aStorageThatDiscardsWronglyFails(BrokenDiscard broken) {
        subject = LocalStorage::create;
        assertThat(KitRun.of(OnDisk.class, broken.noticedBy))
                .isEqualTo(new KitRun(Set.of(broken.noticedBy + " " + broken.noticedBy + "()"), Set.of()));
        subject = broken::storage;
        assertThat(KitRun.of(OnDisk.class, broken.noticedBy).failed()).containsExactly(broken.noticedBy);
    }

    @Test
    void aStorageThatTellsItsRulesPasses() {
        subject = RuledStorage::new;
        assertPasses(KitRun.of(WithRules.class));
    }

    @Test
    void declaringThatItTellsNoneIsCheckedToo() {
        subject = RuledStorage::new;
        assertThat(KitRun.of(Subject.class).failed()).contains("rulesAreToldExactlyAsDeclared");
    }

    /** A store that takes no rules has to say so; it must not pretend to have none. */
    @Test
    void whoseStoreKnowsNoRulesMustRefuse() {
        subject = RuledStorage::new;
        assertThat(KitRun.of(WithoutRules.class, "withoutRulesNoneIsTold").failed())
                .containsExactly("withoutRulesNoneIsTold");
    }

    @ParameterizedTest
    @EnumSource
    void aStorageThatTellsItsRulesWronglyFails(BrokenLifecycle broken) {
        subject = broken.storage::get;
        assertThat(KitRun.of(WithRules.class, broken.noticedBy).failed()).containsExactly(broken.noticedBy);
    }

    @ParameterizedTest
    @EnumSource
    void aStorageThatTellsVersionsWronglyFails(BrokenVersions broken) {
        subject = () -> MemoryStorage.keepingVersions(InstantSource.system());
        assertThat(KitRun.of(OnVersions.class, broken.noticedBy))
                .isEqualTo(new KitRun(Set.of(broken.noticedBy + " " + broken.noticedBy + "()"), Set.of()));
        subject = broken::storage;
        assertThat(KitRun.of(OnVersions.class, broken.noticedBy).failed()).containsExactly(broken.noticedBy);
    }

    private static void assertPasses(KitRun run) {
        assertThat(run.failed()).isEmpty();
        assertThat(run.behaviours()).hasSizeGreaterThanOrEqualTo(PROMISED);
    }

    /** The kit on whatever the test above it chose. */
    static class Subject extends StorageKit {
        @Override
        protected Storage storage() {
            return subject.get();
        }

        @Override
        protected Location folder() {
            return Location.of("memory://kit/folder");
        }

        @Override
        protected boolean tellsVersions() {
            return true;
        }
    }

    /** The kit where versions are kept. */
    static final class OnVersions extends Subject {
        @Override
        protected Optional<Location> folderWithVersions() {
            return Optional.of(folder());
        }
    }

    /** The kit on a disk. */
    static final class OnDisk extends Subject {
        @TempDir
        private Path dir;

        @Override
        protected Location folder() {
            return Location.of(dir).resolve("kit/folder");
        }

        @Override
        protected boolean tellsVersions() {
            return false;
        }

        @Override
        protected boolean leavesUnfinishedWrites() {
            return true;
        }
    }

    /** The kit on a storage that takes rules. */
    static final class WithRules extends Subject {
        @Override
        protected boolean tellsLifecycleRules() {
            return true;
        }

        @Override
        protected boolean deleteByAge(List<String> prefixes, int days) {
            ((RuledStorage) storage).deleteByAge(prefixes, days);
            return true;
        }
    }

    /** Declares that it tells rules of a store that takes none. */
    static final class WithoutRules extends Subject {
        @Override
        protected boolean tellsLifecycleRules() {
            return true;
        }
    }

    /** Wrongly declares that it cannot copy. */
    static final class NotCopyingAsDeclared extends Subject {
        @Override
        protected boolean copies() {
            return false;
        }
    }

    /** Cannot copy, and says so. */
    static final class NotCopying extends StorageKit {
        @Override
        protected Storage storage() {
            return new InterceptedStorage(MemoryStorage.create()) {
                @Override
                <T> T around(Attempt<T> attempt) {
                    return attempt.go();
                }

                @Override
                public <C> Optional<C> capability(Class<C> type) {
                    return Optional.empty();
                }
            };
        }

        @Override
        protected Location folder() {
            return Location.of("memory://kit/folder");
        }

        @Override
        protected boolean copies() {
            return false;
        }
    }
}
