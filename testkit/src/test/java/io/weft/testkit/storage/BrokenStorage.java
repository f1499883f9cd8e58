package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Storages with one mistake each, as adapters really make them, and a behaviour of the kit that must notice. */
enum BrokenStorage {
    CHECKS_THEN_PUTS("ofManyCreatorsExactlyOneWinsAndItsBytesStay", CheckingThenPutting::new),
    IGNORES_THE_PRECONDITION("anExistingObjectIsNotCreatedAgain", IgnoringPrecondition::new),
    CHECKS_WHEN_BEGINNING("thePreconditionHoldsAtTheCommitNotBefore", CheckingEarly::new),
    SHOWS_UNCOMMITTED_OBJECTS("nothingIsVisibleBeforeTheCommit", Uncommitted::new),
    COMMITS_ON_CLOSE("closingWithoutCommitDiscards", CommittingOnClose::new),
    COMMITS_TWICE("committingTwiceIsRefused", CommittingTwice::new),
    WRITES_IN_PLACE("anOpenInputNeverShowsTheBytesOfAReplacement", InPlace::new),
    DELETES_BEFORE_REPLACING("aReaderSeesTheOldObjectOrTheNewOneButNoMixture", DeletingFirst::new),
    LISTS_FOLDER_BY_FOLDER("keysAscendByTheirUtf8Bytes", FolderOrder::new),
    LISTS_IN_UTF_16("keysAscendByTheirUtf8Bytes", Utf16Order::new),
    LISTS_NAME_PREFIXES("aFolderIsNoNamePrefix", NamePrefixes::new),
    FORGETS_START_AFTER("aListingStartsAfterAnyOfItsKeys", ForgettingStart::new),
    INCLUDES_START_AFTER("aListingStartsAfterAnyOfItsKeys", IncludingStart::new),
    LISTS_ONE_PAGE("aLongListingIsWholeAndInOrder", OnePage::new),
    LISTS_TEMPORARY_OBJECTS("nothingIsVisibleBeforeTheCommit", ListingTemporaries::new),
    REFUSES_TO_DELETE_NOTHING("deletingWhatIsMissingSucceeds", StrictDelete::new),
    DELETES_FOLDERS("deletingAFolderDeletesNothing", DeletingFolders::new),
    FORGETS_ONE_OF_MANY("manyObjectsAreDeletedAtOnce", ForgettingOne::new),
    DELETES_ONLY_WHAT_IS_THERE("ofManyObjectsSomeMayBeMissingOrNamedTwice", StrictDeleteOfMany::new),
    FINDS_FOLDERS("statOfAFolderIsEmpty", FindingFolders::new),
    READS_SHORT("aBigObjectIsReadWhole", ShortReads::new),
    READS_ONE_OF_SEVERAL_RANGES("severalRangesAreReadAtOnce", OneRange::new),
    READS_OLD_BYTES("aReplacementReplacesTheWhole", Stale::new),
    DECODES_KEYS("keysThatLookEncodedAreNotDecoded", Decoding::new),
    KEEPS_THE_CALLERS_ARRAY("theCallersArrayMayBeReused", KeepingArrays::new),
    COPIES_BY_ALIAS("replacingTheSourceLeavesTheCopy", Aliasing::new),
    COPIES_WITHOUT_PRECONDITION("aCopyIsNotCreatedWhereAnObjectExists", CopyingOver::new),
    REPORTS_THE_UNKNOWN_AS_EXISTING("ofManyCreatorsExactlyOneWinsAndItsBytesStay", LyingAboutLostAnswers::new),
    WORKS_AFTER_CLOSE("aClosedStorageRefuses", NeverClosed::new);

    final String noticedBy;

    @SuppressWarnings("ImmutableEnumChecker") // A constructor.
    final Supplier<Storage> storage;

    BrokenStorage(String noticedBy, Supplier<Storage> storage) {
        this.noticedBy = noticedBy;
        this.storage = storage;
    }

    private static StorageException exists(Location object) {
        return new StorageException(Kind.EXISTS, object + " exists", null);
    }

    /** Between two requests some time passes, in which others get their turn. */
    private static void overTheNetwork() {
        LockSupport.parkNanos(50_000);
    }

    private static final class CheckingThenPutting extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, Precondition.NONE)) {
                @Override
                public ObjectInfo commit() {
                    if (precondition == Precondition.ABSENT && stat(object).isPresent()) {
                        throw exists(object);
                    }
                    overTheNetwork();
                    return super.commit();
                }
            };
        }
    }

    private static final class IgnoringPrecondition extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return good.create(object, Precondition.NONE);
        }
    }

    private static final class CheckingEarly extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            if (precondition == Precondition.ABSENT && stat(object).isPresent()) {
                throw exists(object);
            }
            return good.create(object, Precondition.NONE);
        }
    }

    private static final class Uncommitted extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                @Override
                public void write(byte[] source, int offset, int count) {
                    super.write(source, offset, count);
                    good.put(object, new byte[count], Precondition.NONE);
                }
            };
        }

        @Override
        public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
            return good.put(object, bytes, precondition);
        }
    }

    private static final class CommittingOnClose extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                private boolean done;

                @Override
                public ObjectInfo commit() {
                    done = true;
                    return super.commit();
                }

                @Override
                public void close() {
                    if (!done) {
                        commit();
                    }
                    super.close();
                }
            };
        }
    }

    private static final class CommittingTwice extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                private Optional<ObjectInfo> committed = Optional.empty();

                @Override
                public ObjectInfo commit() {
                    committed = Optional.of(committed.orElseGet(super::commit));
                    return committed.get();
                }
            };
        }
    }

    private static final class InPlace extends WrappedStorage {
        @Override
        public StorageInput open(Location object) {
            return new Input(good.open(object)) {
                @Override
                public void readFully(long position, byte[] target, int offset, int count) {
                    byte[] current = contentOf(object);
                    super.readFully(position, target, offset, count);
                    int shared = (int) Math.min(count, Math.max(0, current.length - position));
                    System.arraycopy(current, (int) position, target, offset, shared);
                }
            };
        }

        private byte[] contentOf(Location object) {
            return good.stat(object).isPresent() ? good.read(object, Integer.MAX_VALUE) : new byte[0];
        }
    }

    private static final class DeletingFirst extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                @Override
                public ObjectInfo commit() {
                    if (precondition == Precondition.NONE) {
                        delete(object);
                        overTheNetwork();
                    }
                    return super.commit();
                }
            };
        }
    }

    private abstract static class Relisting extends WrappedStorage {
        @Override
        public Iterable<ObjectInfo> list(Location folder, String startAfter) {
            Iterable<ObjectInfo> listing = good.list(folder, startAfter);
            return () -> {
                List<ObjectInfo> all = new ArrayList<>();
                listing.forEach(all::add);
                return change(all).iterator();
            };
        }

        abstract List<ObjectInfo> change(List<ObjectInfo> all);
    }

    private static final class FolderOrder extends Relisting {
        @Override
        List<ObjectInfo> change(List<ObjectInfo> all) {
            // A walk that sorts "a" before "a-b", and with "a" all that is below it.
            all.sort(Comparator.comparing(info -> info.location().path().replace('/', '\u0001')));
            return all;
        }
    }

    private static final class Utf16Order extends Relisting {
        @Override
        List<ObjectInfo> change(List<ObjectInfo> all) {
            all.sort(Comparator.comparing(info -> info.location().path()));
            return all;
        }
    }

    private static final class OnePage extends Relisting {
        @Override
        List<ObjectInfo> change(List<ObjectInfo> all) {
            return all.subList(0, Math.min(all.size(), 1000));
        }
    }

    private static final class NamePrefixes extends WrappedStorage {
        @Override
        public Iterable<ObjectInfo> list(Location folder, String startAfter) {
            String prefix = folder.path();
            List<ObjectInfo> found = new ArrayList<>();
            for (ObjectInfo info : good.list(folder.parent(), "")) {
                if (info.location().path().startsWith(prefix)) {
                    found.add(info);
                }
            }
            return startAfter.isEmpty() && !prefix.equals("folder") ? found : good.list(folder, startAfter);
        }
    }

    private static final class ForgettingStart extends WrappedStorage {
        @Override
        public Iterable<ObjectInfo> list(Location folder, String startAfter) {
            return good.list(folder, "");
        }
    }

    private static final class IncludingStart extends WrappedStorage {
        @Override
        public Iterable<ObjectInfo> list(Location folder, String startAfter) {
            List<ObjectInfo> found = new ArrayList<>();
            if (!startAfter.isEmpty()) {
                stat(folder.resolve(startAfter)).ifPresent(found::add);
            }
            good.list(folder, startAfter).forEach(found::add);
            return found;
        }
    }

    private static final class ListingTemporaries extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            Location temporary = object.parent().resolve(object.name() + ".tmp");
            good.put(temporary, new byte[0], Precondition.NONE);
            return new Output(good.create(object, precondition)) {
                @Override
                public void close() {
                    super.close();
                    delete(temporary);
                }

                @Override
                public ObjectInfo commit() {
                    delete(temporary);
                    return super.commit();
                }
            };
        }
    }

    private static final class StrictDelete extends WrappedStorage {
        @Override
        public void delete(Location object) {
            if (stat(object).isEmpty()) {
                throw new StorageException(Kind.NOT_FOUND, object + " does not exist", null);
            }
            good.delete(object);
        }
    }

    private static final class DeletingFolders extends WrappedStorage {
        @Override
        public void delete(Location object) {
            good.list(object, "").forEach(info -> good.delete(info.location()));
            good.delete(object);
        }
    }

    private static final class ForgettingOne extends WrappedStorage {
        @Override
        public void deleteAll(Collection<Location> objects) {
            objects.stream().skip(1).forEach(good::delete);
        }
    }

    private static final class StrictDeleteOfMany extends WrappedStorage {
        @Override
        public void deleteAll(Collection<Location> objects) {
            if (!objects.stream().allMatch(object -> stat(object).isPresent())) {
                throw new StorageException(Kind.NOT_FOUND, "some objects do not exist", null);
            }
            objects.forEach(good::delete);
        }
    }

    private static final class FindingFolders extends WrappedStorage {
        @Override
        public Optional<ObjectInfo> stat(Location object) {
            return good.stat(object)
                    .or(() -> good.list(object, "").iterator().hasNext()
                            ? Optional.of(new ObjectInfo(object, 0, Instant.EPOCH))
                            : Optional.empty());
        }
    }

    private static final class ShortReads extends WrappedStorage {
        @Override
        public StorageInput open(Location object) {
            return new Input(good.open(object)) {
                @Override
                public void readFully(long position, byte[] target, int offset, int count) {
                    super.readFully(position, target, offset, count);
                    for (int i = 8192; i < count; i++) {
                        target[offset + i] = 0;
                    }
                }
            };
        }
    }

    private static final class OneRange extends WrappedStorage {
        @Override
        public StorageInput open(Location object) {
            return new Input(good.open(object)) {
                @Override
                public void readFully(List<Range> ranges) {
                    super.readFully(ranges.subList(0, Math.min(1, ranges.size())));
                }
            };
        }
    }

    private static final class Stale extends WrappedStorage {
        private final Map<Location, byte[]> cache = new ConcurrentHashMap<>();

        @Override
        public byte[] read(Location object, int maxBytes) {
            return cache.computeIfAbsent(object, key -> good.read(key, maxBytes))
                    .clone();
        }

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                @Override
                public ObjectInfo commit() {
                    ObjectInfo info = super.commit();
                    byte[] unused = read(object, Integer.MAX_VALUE);
                    return info;
                }
            };
        }
    }

    private static final class Decoding extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return good.create(decoded(object), precondition);
        }

        @Override
        public StorageInput open(Location object) {
            return good.open(decoded(object));
        }

        private static Location decoded(Location object) {
            return new Location(
                    object.scheme(),
                    object.authority(),
                    object.path().replace("%41", "A").replace("%20", " ").replace("+", " "));
        }
    }

    private static final class KeepingArrays extends WrappedStorage {
        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                private final List<Runnable> writes = new ArrayList<>();
                private long position;

                @Override
                public void write(byte[] source, int offset, int count) {
                    writes.add(() -> super.write(source, offset, count));
                    position += count;
                }

                @Override
                public long position() {
                    return position;
                }

                @Override
                public ObjectInfo commit() {
                    writes.forEach(Runnable::run);
                    return super.commit();
                }
            };
        }
    }

    private static final class Aliasing extends WrappedStorage {
        private final Map<Location, Location> aliases = new HashMap<>();

        @Override
        public void copy(Location source, Location target, Precondition precondition) {
            good.copy(source, target, precondition);
            synchronized (aliases) {
                aliases.put(target, source);
            }
        }

        @Override
        public StorageInput open(Location object) {
            synchronized (aliases) {
                Location source = aliases.getOrDefault(object, object);
                return good.open(stat(source).isPresent() ? source : object);
            }
        }
    }

    private static final class CopyingOver extends WrappedStorage {
        @Override
        public void copy(Location source, Location target, Precondition precondition) {
            good.copy(source, target, Precondition.NONE);
        }
    }

    /** Every third creation is sent twice, as a client does whose answer was lost, and then finds its own object. */
    private static final class LyingAboutLostAnswers extends WrappedStorage {
        private int creations;

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return new Output(good.create(object, precondition)) {
                @Override
                public ObjectInfo commit() {
                    ObjectInfo info = super.commit();
                    if (precondition == Precondition.ABSENT && isThird()) {
                        throw exists(object);
                    }
                    return info;
                }
            };
        }

        private synchronized boolean isThird() {
            creations++;
            return creations % 3 == 0;
        }
    }

    private static final class NeverClosed extends WrappedStorage {
        @Override
        public void close() {
            // Forgets to refuse what comes after it.
        }
    }
}
