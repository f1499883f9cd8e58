/**
 * A double of Google Cloud Storage's JSON API on loopback: {@link io.weft.testkit.gcs.GcsDouble} starts one, in memory and
 * empty, and the real client is pointed at it. {@code docs/reference/storage.md} says what it does and what it does not.
 *
 * <p>Inside, from the socket to the state: {@code GcsDouble} reads requests, {@code Router} finds whose call it is, {@code
 * BucketCalls}, {@code ObjectCalls}, {@code UploadCalls}, {@code CopyCalls} and {@code BatchCalls} answer it, {@code Store}
 * alone changes anything, under one lock.
 */
@NullMarked
package io.weft.testkit.gcs;

import org.jspecify.annotations.NullMarked;
