package io.weft.internal.row;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few shapes of Java types that record components have. */
final class JavaTypes {
    private JavaTypes() {}

    /** The class behind a type, {@code int} becoming {@code Integer}; Object for what is none. */
    static Class<?> boxed(Type type) {
        if (type instanceof Class<?> plain) {
            return MethodType.methodType(plain).wrap().returnType();
        }
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }

    static boolean primitive(Type type) {
        return type instanceof Class<?> plain && plain.isPrimitive();
    }

    /** The T of a {@code List<T>}, null if the type is no such list. */
    static @Nullable Type element(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class
                ? bound(generic.getActualTypeArguments()[0])
                : null;
    }

    /** The T of a {@code Map<String, T>}, null if the type is no such map. */
    static @Nullable Type mapValue(Type type) {
        return type instanceof ParameterizedType generic
                        && generic.getRawType() == Map.class
                        && generic.getActualTypeArguments()[0] == String.class
                ? bound(generic.getActualTypeArguments()[1])
                : null;
    }

    private static Type bound(Type type) {
        return type instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : type;
    }
}
