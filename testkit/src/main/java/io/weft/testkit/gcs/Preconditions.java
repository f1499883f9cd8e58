package io.weft.testkit.gcs;

import java.util.Optional;

/**
 * What must hold for a call to be done: generation and metageneration, where 0 is that of an object that does not exist.
 * Immutable.
 */
record Preconditions(
        Optional<Long> generation,
        Optional<Long> notGeneration,
        Optional<Long> metageneration,
        Optional<Long> notMetageneration) {
    static final Preconditions NONE =
            new Preconditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Preconditions of(Request request) {
        return of(request, "if");
    }

    /** Those about the source of a copy. */
    static Preconditions ofSource(Request request) {
        return of(request, "ifSource");
    }

    static Preconditions ofGeneration(Optional<Long> generation) {
        return new Preconditions(generation, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Preconditions of(Request request, String prefix) {
        return new Preconditions(
                request.number(prefix + "GenerationMatch"),
                request.number(prefix + "GenerationNotMatch"),
                request.number(prefix + "MetagenerationMatch"),
                request.number(prefix + "MetagenerationNotMatch"));
    }

    /**
     * Holds them against what there is.
     *
     * @param live the live generation, 0 if there is none
     * @param meta the metageneration of the version that the call is about, 0 if there is none
     * @throws GcsError 412
     */
    void check(long live, long meta) {
        boolean matches = generation.orElse(live) == live && metageneration.orElse(meta) == meta;
        if (!matches || matchesWhatItMustNot(live, meta)) {
            throw GcsError.conditionNotMet();
        }
    }

    /**
     * The same for a call that reads, where a match of what must not match means that nothing is new.
     *
     * @throws GcsError 412 or 304
     */
    void checkRead(long live, long meta) {
        if (matchesWhatItMustNot(live, meta)) {
            throw GcsError.notModified();
        }
        check(live, meta);
    }

    private boolean matchesWhatItMustNot(long live, long meta) {
        return notGeneration.equals(Optional.of(live)) || notMetageneration.equals(Optional.of(meta));
    }
}
