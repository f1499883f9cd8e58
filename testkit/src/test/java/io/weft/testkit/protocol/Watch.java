package io.weft.testkit.protocol;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.storage.ForwardingStorage;
import java.util.HashSet;
import java.util.Set;

/** The storage as one actor has it: every data file that goes is held against the log at that moment. */
final class Watch extends ForwardingStorage {
    private final World world;
    private final Set<Location> own = new HashSet<>();

    Watch(World world, Storage storage) {
        super(storage);
        this.world = world;
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        if (object.isWithin(World.DATA)) {
            own.add(object);
        }
        return super.create(object, precondition);
    }

    @Override
    public void delete(Location object) {
        if (object.isWithin(World.DATA)) {
            world.judgeDelete(object, own.contains(object));
        }
        super.delete(object);
    }
}
