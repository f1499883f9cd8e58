package io.weft.testkit.publish;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.TestClock;
import io.weft.testkit.storage.FaultyStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A storage, the clock of the store and of all machines, and what is still under way to the storage. */
public final class World {
    private static final Location EVERYTHING = Location.of("memory://mesh");
    private static final int LARGEST_OBJECT = 1 << 20;

    private final TestClock clock;
    private final MemoryStorage memory;
    private final List<FaultyStorage> senders = new ArrayList<>();

    /**
     * Makes an empty world.
     *
     * @param clock its clock
     */
    public World(TestClock clock) {
        this.clock = clock;
        this.memory = MemoryStorage.create(clock);
    }

    /**
     * The storage.
     *
     * @return what all processes share
     */
    public MemoryStorage memory() {
        return memory;
    }

    /**
     * Moves the clock.
     *
     * @param time how far; negative to go back
     */
    public void pass(Duration time) {
        clock.jump(time);
    }

    /** The same objects with the same times; what is under way there does not arrive here. */
    World copy() {
        World copy = new World(TestClock.create());
        for (ObjectInfo object : memory.list(EVERYTHING, "")) {
            copy.clock.set(object.lastModified());
            copy.memory.put(object.location(), memory.read(object.location(), LARGEST_OBJECT), Precondition.NONE);
        }
        copy.clock.set(clock.instant());
        return copy;
    }

    /**
     * A process that has just started and knows only the storage.
     *
     * @param contract the product
     * @return the product
     */
    public DataProduct product(Contract contract) {
        return product(contract, memory);
    }

    /**
     * The same, with a storage of its own before that of this world. It is not closed, since that would close both.
     *
     * @param contract the product
     * @param storage the storage
     * @return the product
     */
    public DataProduct product(Contract contract, Storage storage) {
        return Platform.builder().storage(storage).clock(clock).build().product(contract);
    }

    /**
     * What this storage has under way arrives with {@link #deliver}.
     *
     * @param sender the storage of a process
     */
    public void mayArrive(FaultyStorage sender) {
        senders.add(sender);
    }

    /**
     * Asks whether something has not arrived.
     *
     * @return true if something is under way
     */
    public boolean isExpecting() {
        return senders.stream().anyMatch(sender -> sender.underWay() > 0);
    }

    /** Lets everything arrive. */
    public void deliver() {
        senders.forEach(FaultyStorage::deliverLate);
        senders.clear();
    }
}
