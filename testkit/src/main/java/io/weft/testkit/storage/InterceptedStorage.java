package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Leads every call to a wrapped storage through one method. As thread-safe as that method and the storage. */
abstract class InterceptedStorage implements Storage {
    private final Storage storage;

    InterceptedStorage(Storage storage) {
        this.storage = storage;
    }

    /** Makes a call, or not. */
    abstract <T> T around(Attempt<T> attempt);

    @Override
    public Set<String> schemes() {
        return storage.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return around(whole(Operation.STAT, object, () -> storage.stat(object)));
    }

    @Override
    public StorageInput open(Location object) {
        return new Input(object, around(whole(Operation.OPEN, object, () -> storage.open(object))));
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return new Output(object, around(whole(Operation.CREATE, object, () -> storage.create(object, precondition))));
    }

    @Override
    public void delete(Location object) {
        run(Operation.DELETE, object, () -> storage.delete(object));
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        Iterable<ObjectInfo> listing = storage.list(folder, startAfter);
        return () -> around(new Listing(folder, listing));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type.isInstance(this)) {
            return Optional.of(type.cast(this));
        }
        Optional<C> ability = storage.capability(type);
        return type == ServerSideCopy.class
                ? ability.map(copy -> type.cast(intercepted((ServerSideCopy) copy)))
                : ability;
    }

    @Override
    public void close() {
        storage.close();
    }

    private ServerSideCopy intercepted(ServerSideCopy copy) {
        return (source, target, precondition) ->
                run(Operation.COPY, target, () -> copy.copy(source, target, precondition));
    }

    private void run(Operation operation, Location location, Runnable action) {
        around(whole(operation, location, () -> {
            action.run();
            return location;
        }));
    }

    private static <T> Attempt<T> whole(Operation operation, Location location, Supplier<T> action) {
        return new Attempt<>(new StorageCall(operation, location, 0)) {
            @Override
            T go() {
                return action.get();
            }
        };
    }

    /** Begins to iterate; the part of a listing is its first object. */
    private static final class Listing extends Attempt<Iterator<ObjectInfo>> {
        private final Iterable<ObjectInfo> listing;

        Listing(Location folder, Iterable<ObjectInfo> listing) {
            super(new StorageCall(Operation.LIST, folder, 0));
            this.listing = listing;
        }

        @Override
        Iterator<ObjectInfo> go() {
            return listing.iterator();
        }

        @Override
        Iterator<ObjectInfo> part(StorageException broken) {
            Iterator<ObjectInfo> all = go();
            return new Iterator<>() {
                private boolean shown;

                @Override
                public boolean hasNext() {
                    if (shown || !all.hasNext()) {
                        throw broken;
                    }
                    return true;
                }

                @Override
                public ObjectInfo next() {
                    if (shown) {
                        throw broken;
                    }
                    shown = true;
                    return all.next();
                }
            };
        }
    }

    private final class Input implements StorageInput {
        private final Location object;
        private final StorageInput input;

        Input(Location object, StorageInput input) {
            this.object = object;
            this.input = input;
        }

        @Override
        public long length() {
            return input.length();
        }

        @Override
        public void readFully(long position, byte[] target, int offset, int count) {
            around(new Attempt<Location>(new StorageCall(Operation.READ, object, count)) {
                @Override
                Location go() {
                    input.readFully(position, target, offset, count);
                    return object;
                }

                @Override
                Location part(StorageException broken) {
                    input.readFully(position, target, offset, count / 2);
                    throw broken;
                }
            });
        }

        @Override
        public void close() {
            input.close();
        }
    }

    private final class Output implements StorageOutput {
        private final Location object;
        private final StorageOutput output;
        private boolean kept;

        Output(Location object, StorageOutput output) {
            this.object = object;
            this.output = output;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            requireMine();
            around(new Step<Location>(new StorageCall(Operation.WRITE, object, count)) {
                @Override
                Location go() {
                    output.write(source, offset, count);
                    return object;
                }

                @Override
                Location part(StorageException broken) {
                    keep();
                    output.write(source, offset, count / 2);
                    throw broken;
                }
            });
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public ObjectInfo commit() {
            requireMine();
            return around(new Step<>(new StorageCall(Operation.COMMIT, object, 0)) {
                @Override
                ObjectInfo go() {
                    return output.commit();
                }
            });
        }

        @Override
        public void close() {
            if (!kept) {
                output.close();
            }
        }

        private void requireMine() {
            if (kept) {
                throw new StorageException(
                        Kind.CLOSED,
                        "the output for " + object + " is out of reach since a call to it failed. Begin a new one",
                        null);
            }
        }

        private abstract class Step<T> extends Attempt<T> {
            Step(StorageCall call) {
                super(call);
            }

            @Override
            void keep() {
                kept = true;
            }

            @Override
            void discard() {
                output.close();
            }
        }
    }
}
