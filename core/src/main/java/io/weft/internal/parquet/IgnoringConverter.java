package io.weft.internal.parquet;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.Type;

/** Takes the one column that is only read to see whether the struct around it is null. Stateless. */
final class IgnoringConverter extends PrimitiveConverter {
    private IgnoringConverter() {}

    /** A converter for a column, or for groups down to a single column. */
    static Converter of(Type type) {
        return type.isPrimitive()
                ? new IgnoringConverter()
                : group(of(type.asGroupType().getType(0)));
    }

    private static GroupConverter group(Converter child) {
        return new GroupConverter() {
            @Override
            public Converter getConverter(int index) {
                return child;
            }

            @Override
            public void start() {}

            @Override
            public void end() {}
        };
    }

    @Override
    public void addBinary(Binary value) {}

    @Override
    public void addBoolean(boolean value) {}

    @Override
    public void addDouble(double value) {}

    @Override
    public void addFloat(float value) {}

    @Override
    public void addInt(int value) {}

    @Override
    public void addLong(long value) {}
}
