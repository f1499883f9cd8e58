package io.weft.aws;

import java.net.URI;

/** A server that speaks S3, on loopback. */
interface S3Peer extends AutoCloseable {
    /** Where it listens. */
    URI endpoint();

    @Override
    void close();
}
