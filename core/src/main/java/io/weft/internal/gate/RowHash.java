package io.weft.internal.gate;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hashes values so that equal ones, and in practice no others, get the same 128 bits.
 *
 * <p>Each value is written in a form from which it could be read back, given its type: what has no fixed size carries
 * its length in front, so that {@code ("ab", "c")} differs from {@code ("a", "bc")}. Equal means what query engines mean:
 * decimals by number (1.0 is 1.00), 0.0 is -0.0, NaN is NaN, maps whatever the order of their entries; lists, structs
 * and texts in order, texts by their UTF-16 units. Not thread-safe.
 */
final class RowHash {
    private final MessageDigest sha256 = sha256();
    private final byte[] digest = new byte[32];
    private ByteBuffer bytes = ByteBuffer.allocate(256);

    void begin() {
        bytes.clear();
    }

    void finish() {
        try {
            sha256.update(bytes.array(), 0, bytes.position());
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes are enough for SHA-256", e);
        }
    }

    long high() {
        return ByteBuffer.wrap(digest).getLong(0);
    }

    long low() {
        return ByteBuffer.wrap(digest).getLong(8);
    }

    void add(Object value) {
        if (value instanceof Object[] struct) {
            for (Object field : struct) {
                addNullable(field);
            }
        } else if (value instanceof List<?> list) {
            room(4).putInt(list.size());
            list.forEach(this::addNullable);
        } else if (value instanceof Map<?, ?> map) {
            addMap(map);
        } else if (value instanceof String text) {
            addText(text);
        } else if (value instanceof byte[] raw) {
            addBytes(raw);
        } else {
            addScalar(value);
        }
    }

    private void addNullable(@Nullable Object value) {
        room(1).put((byte) (value == null ? 0 : 1));
        if (value != null) {
            add(value);
        }
    }

    private void addMap(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        room(4).putInt(sorted.size());
        sorted.forEach((key, value) -> {
            addText(key);
            addNullable(value);
        });
    }

    private void addText(String text) {
        ByteBuffer target = room(4 + 2 * (long) text.length());
        target.putInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            target.putChar(text.charAt(i));
        }
    }

    private void addBytes(byte[] raw) {
        room(4 + (long) raw.length).putInt(raw.length).put(raw);
    }

    private void addScalar(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            room(8).putLong(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits knows one NaN only.
            room(8).putLong(Double.doubleToLongBits(((Number) value).doubleValue() + 0.0));
        } else if (value instanceof Boolean flag) {
            room(1).put((byte) (flag ? 1 : 0));
        } else if (value instanceof BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            room(4).putInt(stripped.scale());
            addBytes(stripped.unscaledValue().toByteArray());
        } else if (value instanceof UUID uuid) {
            room(16).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        } else {
            addTime(value);
        }
    }

    private void addTime(Object value) {
        if (value instanceof LocalDate day) {
            room(8).putLong(day.toEpochDay());
        } else if (value instanceof LocalTime time) {
            room(8).putLong(time.toNanoOfDay());
        } else {
            Instant instant =
                    value instanceof LocalDateTime reading ? reading.toInstant(ZoneOffset.UTC) : (Instant) value;
            room(12).putLong(instant.getEpochSecond()).putInt(instant.getNano());
        }
    }

    private ByteBuffer room(long needed) {
        if (bytes.remaining() < needed) {
            long size = Math.max(2L * bytes.capacity(), bytes.position() + needed);
            bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(size, Integer.MAX_VALUE - 8)))
                    .put(bytes.flip());
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
