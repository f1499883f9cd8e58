package io.weft;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Conditions for single classes. */
final class Houses {
    static final ArchCondition<JavaClass> BE_IN_A_NULL_MARKED_PACKAGE =
            new ArchCondition<>("be in a package annotated with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is in an unmarked package"));
                    }
                }
            };

    static final ArchCondition<JavaClass> NOT_BE_OPEN_FOR_SUBCLASSES =
            new ArchCondition<>("be final, sealed or an interface") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                            || type.isEnum()
                            || type.isInterface()
                            || type.reflect().isSealed();
                    if (!closed) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " can be extended by anybody"));
                    }
                }
            };

    private Houses() {}
}
