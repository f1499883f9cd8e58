package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.spi.storage.Location;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Moto keeps what the kit asks for, one request at a time, but for one point: it lists every upload as begun in 2010. */
class MotoKitTest extends S3Kit {
    MotoKitTest() {
        super(MotoPeer.class);
    }

    @Test
    @Override
    public void aWriteThatIsYoungerIsLeftAlone() {
        assertThatThrownBy(super::aWriteThatIsYoungerIsLeftAlone)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected: 0");
    }

    @Override
    protected Optional<Location> folderWithVersions() {
        return Optional.of(S3Peers.folderWithVersions(S3Peers.shared(MotoPeer.class)));
    }
}
