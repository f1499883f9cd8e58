package io.weft;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What others can call or extend names no type of the engine and none of the libraries below it. */
final class HideTheEngine extends ArchCondition<JavaClass> {
    private static final List<String> HIDDEN = List.of(
            "io.weft.internal.",
            "org.apache.parquet.",
            "org.apache.hadoop.",
            "org.apache.avro.",
            "com.fasterxml.",
            "org.yaml.",
            "software.amazon.",
            "com.google.cloud.",
            "com.azure.");

    private final String avro;

    HideTheEngine(String avro) {
        super("not show the engine in what others can call");
        this.avro = avro;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!isVisible(type)) {
            return;
        }
        check(type, type.getFullName(), parents(type), events);
        type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .forEach(field -> check(type, field.getFullName(), Stream.of(field.getType()), events));
        type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()))
                .forEach(unit -> check(type, unit.getFullName(), types(unit), events));
    }

    private void check(JavaClass owner, String place, Stream<? extends JavaType> types, ConditionEvents events) {
        types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getName)
                .filter(name -> HIDDEN.stream().anyMatch(name::startsWith))
                .filter(name -> !(name.startsWith("org.apache.avro.")
                        && owner.getPackageName().equals(avro)))
                .distinct()
                .forEach(name -> events.add(SimpleConditionEvent.violated(owner, "<" + place + "> shows " + name)));
    }

    private static Stream<JavaType> parents(JavaClass type) {
        return Stream.concat(
                Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream()),
                bounds(type.getTypeParameters()));
    }

    private static Stream<JavaType> types(JavaCodeUnit unit) {
        Stream<JavaType> thrown = unit.getExceptionTypes().stream().map(type -> (JavaType) type);
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        thrown,
                        bounds(unit.getTypeParameters()))
                .flatMap(stream -> stream);
    }

    private static Stream<JavaType> bounds(List<? extends JavaTypeVariable<?>> variables) {
        return variables.stream().flatMap(variable -> variable.getUpperBounds().stream());
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(HideTheEngine::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
