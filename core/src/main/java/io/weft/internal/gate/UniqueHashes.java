package io.weft.internal.gate;

import io.weft.quality.Check;
import org.jspecify.annotations.Nullable;

/**
 * {@code unique} on anything: of each row 128 bits of a SHA-256 are kept, in 24 to 48 bytes a row.
 *
 * <p>Two different rows share those bits with a probability of 2<sup>-128</sup>; that any two among n do, with less than
 * n²/2<sup>129</sup>: 2<sup>-81</sup> for sixteen million rows, 2<sup>-69</sup> for a billion. It would reject a good
 * publication, never let a bad one pass. A cryptographic hash, because the rows may come from somebody who would like
 * them to collide. Not thread-safe.
 */
final class UniqueHashes implements RowCondition {
    private final int[] indexes;
    private final RowHash hash = new RowHash();
    private final HashSet128 seen;

    UniqueHashes(int[] indexes, Check.Unique check) {
        this.indexes = indexes.clone();
        seen = new HashSet128(Words.quoted(check.fields()));
    }

    @Override
    public boolean holds(long rowNumber, @Nullable Object[] row) {
        hash.begin();
        for (int index : indexes) {
            Object value = row[index];
            if (value == null) {
                return true;
            }
            hash.add(value);
        }
        hash.finish();
        return seen.add(hash.high(), hash.low());
    }
}
