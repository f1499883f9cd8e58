package io.weft.testkit.gcs;

/** The kinds of requests that a {@link GcsDouble} counts, named as Google names the methods. */
public enum GcsCall {
    /** A new bucket. */
    BUCKETS_INSERT,
    /** A bucket's resource. */
    BUCKETS_GET,
    /** A change of a bucket. */
    BUCKETS_PATCH,
    /** A bucket's end. */
    BUCKETS_DELETE,
    /** A page of buckets. */
    BUCKETS_LIST,
    /** An upload in one request, or the beginning of one in several. */
    OBJECTS_INSERT,
    /** A further request of an upload in several: a chunk, a question how far it got, or its cancellation. */
    OBJECTS_INSERT_RESUME,
    /** An object's resource. */
    OBJECTS_GET,
    /** An object's bytes, or some of them. */
    OBJECTS_GET_MEDIA,
    /** A change of an object's settings. */
    OBJECTS_PATCH,
    /** An object's end. */
    OBJECTS_DELETE,
    /** A page of objects. */
    OBJECTS_LIST,
    /** A copy in one request. */
    OBJECTS_COPY,
    /** A request of a copy in one or several. */
    OBJECTS_REWRITE,
    /** Objects put together. */
    OBJECTS_COMPOSE,
    /** Several calls in one request; each of them counts as well. */
    BATCH
}
