package io.weft.internal.publish;

import io.weft.internal.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** Names of transactions: lower-case hexadecimal. */
final class Txns {
    private static final int DIGITS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Txns() {}

    /** The transaction of a caller's key: the same key is the same transaction, in any process, for ever. */
    static String of(String idempotencyKey) {
        return Sha256.of(("weft-idempotency-key\0" + idempotencyKey).getBytes(StandardCharsets.UTF_8))
                .substring(0, DIGITS);
    }

    /** A new transaction: a UUID of version 7 (RFC 9562), so that folders of data sort by time. */
    static String next(InstantSource clock) {
        byte[] uuid = new byte[16];
        RANDOM.nextBytes(uuid);
        long millis = clock.millis();
        for (int i = 0; i < 6; i++) {
            uuid[i] = (byte) (millis >>> (40 - 8 * i));
        }
        uuid[6] = (byte) ((uuid[6] & 0x0f) | 0x70);
        uuid[8] = (byte) ((uuid[8] & 0x3f) | 0x80);
        return HexFormat.of().formatHex(uuid);
    }
}
