package io.weft.samples.quickstart;

import io.weft.Platform;
import java.util.Map;

/** A server that stands for a cloud, with an empty bucket. */
interface Cloud extends AutoCloseable {
    String BUCKET = "data-products";

    /** What the program has to be told. */
    Platform.Builder platform();

    /** How rclone reaches it, as settings of a remote. */
    Map<String, String> rclone();

    /** Makes the bucket. */
    void makeBucket(Rclone rclone);

    @Override
    void close();
}
