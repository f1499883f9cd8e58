package io.weft;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * Packages as slices. A public package and the internal one of the same name are one room: the first has the model and
 * the door, the second the work behind the door. The facade is above all rooms and is left out.
 */
final class Rooms implements SliceAssignment {
    private static final String ROOT = "io.weft.";

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT)
                ? SliceIdentifier.of(name.substring(ROOT.length()).replaceFirst("^internal\\.", ""))
                : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
        return "rooms of " + ROOT;
    }
}
