package io.weft.benchmarks.transfers;

import io.weft.PublishMode;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Rows that cost little to make and to encode, so that sending them is what takes time: a number, and bytes that no codec
 * makes smaller.
 */
final class Payloads {
    /** A gigabyte has 16,384 of them. */
    private static final int BYTES = 64 << 10;

    private Payloads() {}

    /**
     * A row.
     *
     * @param id a running number
     * @param payload bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // It is written and never compared.
    record Payload(long id, byte[] payload) {}

    static Contract contract(String location) {
        return Contract.builder("benchmarks", "payloads", "1.0.0")
                .owner("benchmarks@example.com")
                .schema(new Schema(
                        "Payload",
                        List.of(Field.required("id", Primitive.LONG), Field.required("payload", Primitive.BYTES))))
                .output(OutputPort.builder(location)
                        .mode(PublishMode.APPEND)
                        .compression(Compression.NONE)
                        .view(ViewKind.NONE)
                        .build())
                .build();
    }

    static Iterator<Payload> rows(long gigabytes) {
        byte[] noise = new byte[BYTES];
        new Random(1).nextBytes(noise);
        return LongStream.range(0, (gigabytes << 30) / BYTES)
                .mapToObj(id -> {
                    byte[] payload = noise.clone();
                    ByteBuffer.wrap(payload).putLong(0, id * 0x9E3779B97F4A7C15L);
                    return new Payload(id, payload);
                })
                .iterator();
    }
}
