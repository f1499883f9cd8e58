package io.weft.internal.row;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Accessors and constructor of one record class, private and local ones included. Looked up once; a call costs no
 * reflection. Thread-safe.
 */
final class RecordAccess {
    private final Class<?> type;
    private final Lookup lookup;

    private RecordAccess(Class<?> type, Lookup lookup) {
        this.type = type;
        this.lookup = lookup;
    }

    static RecordAccess of(Class<?> type) {
        try {
            return new RecordAccess(type, MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
        } catch (IllegalAccessException e) {
            throw RowErrors.notOpen(type, e);
        }
    }

    Function<Object, @Nullable Object> getter(RecordComponent component) {
        try {
            MethodHandle accessor = lookup.unreflect(component.getAccessor());
            // A generated lambda is several times faster, but the JDK spins it only within one module.
            return lookup.hasFullPrivilegeAccess() ? byLambda(accessor) : byHandle(accessor);
        } catch (IllegalAccessException e) {
            throw RowErrors.notOpen(type, e);
        }
    }

    @SuppressWarnings("unchecked")
    Function<Object, @Nullable Object> byLambda(MethodHandle accessor) {
        try {
            return (Function<Object, @Nullable Object>) LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            accessor,
                            MethodType.methodType(accessor.type().wrap().returnType(), type))
                    .getTarget()
                    .invoke();
        } catch (LambdaConversionException e) {
            return byHandle(accessor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Function<Object, @Nullable Object> byHandle(MethodHandle accessor) {
        MethodHandle generic = accessor.asType(MethodType.methodType(Object.class, Object.class));
        return instance -> {
            try {
                return (@Nullable Object) generic.invokeExact(instance);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        };
    }

    /** Calls the canonical constructor; what the constructor throws comes through unchanged. */
    Function<@Nullable Object[], Object> constructor() {
        MethodType components = MethodType.methodType(
                void.class,
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
        try {
            MethodHandle constructor = lookup.findConstructor(type, components)
                    .asSpreader(Object[].class, components.parameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return arguments -> made(constructor, arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        } catch (IllegalAccessException e) {
            throw RowErrors.notOpen(type, e);
        }
    }

    private static Object made(MethodHandle constructor, @Nullable Object[] arguments) {
        try {
            return (Object) constructor.invokeExact(arguments);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Accessors and canonical constructors cannot declare checked exceptions. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
