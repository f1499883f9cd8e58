package io.weft.testkit.storage;

import io.weft.spi.storage.CommitArbiter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Arbiters with one mistake each, and a behaviour of the kit that must notice. */
enum BrokenArbiter {
    LOOKS_FIRST("ofManyWhoClaimOneWinsAndAllHearOfIt", LooksFirst::new),
    LAST_ONE_WINS("theFirstClaimHolds", LastOneWins::new),
    REFUSES_TWICE("aClaimThatIsMadeTwiceIsMadeOnce", RefusesTwice::new),
    FORGETS("theFirstClaimHolds", Forgets::new),
    RELEASES_ANYBODYS("anothersClaimIsNotGivenBack", ReleasesAnybodys::new),
    NEVER_RELEASES("whatWasGivenBackCanBeClaimedAgain", NeverReleases::new),
    IGNORES_CASE("aNameMeansExactlyItself", IgnoresCase::new),
    CUTS_NAMES("longNamesDifferInTheirLastCharacter", CutsNames::new);

    final String noticedBy;

    @SuppressWarnings("ImmutableEnumChecker") // A constructor.
    final Supplier<CommitArbiter> arbiter;

    BrokenArbiter(String noticedBy, Supplier<CommitArbiter> arbiter) {
        this.noticedBy = noticedBy;
        this.arbiter = arbiter;
    }

    /** A good one; each mistake overrides a call. */
    static class Good implements CommitArbiter {
        final Map<String, String> claims = new ConcurrentHashMap<>();

        @Override
        public String claim(String name, String claim) {
            String holder = claims.putIfAbsent(name, claim);
            return holder == null ? claim : holder;
        }

        @Override
        public Optional<String> holder(String name) {
            return Optional.ofNullable(claims.get(name));
        }

        @Override
        public void release(String name, String claim) {
            claims.remove(name, claim);
        }
    }

    private static final class LooksFirst extends Good {
        @Override
        public String claim(String name, String claim) {
            String holder = claims.get(name);
            LockSupport.parkNanos(50_000);
            if (holder == null) {
                claims.put(name, claim);
                return claim;
            }
            return holder;
        }
    }

    private static final class LastOneWins extends Good {
        @Override
        public String claim(String name, String claim) {
            claims.put(name, claim);
            return claim;
        }
    }

    private static final class RefusesTwice extends Good {
        @Override
        public String claim(String name, String claim) {
            String holder = claims.putIfAbsent(name, claim);
            return holder == null ? claim : "somebody";
        }
    }

    private static final class Forgets extends Good {
        @Override
        public Optional<String> holder(String name) {
            return Optional.empty();
        }
    }

    private static final class ReleasesAnybodys extends Good {
        @Override
        public void release(String name, String claim) {
            claims.remove(name);
        }
    }

    private static final class NeverReleases extends Good {
        @Override
        public void release(String name, String claim) {
            // Keeps it.
        }
    }

    private static final class IgnoresCase extends Good {
        @Override
        public String claim(String name, String claim) {
            return super.claim(name.toLowerCase(Locale.ROOT), claim);
        }
    }

    private static final class CutsNames extends Good {
        @Override
        public String claim(String name, String claim) {
            return super.claim(name.substring(0, Math.min(name.length(), 1_000)), claim);
        }
    }
}
