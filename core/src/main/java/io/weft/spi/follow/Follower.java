package io.weft.spi.follow;

/**
 * Is told of every change of a product that the platform publishes: to hand events on, to keep lineage, metrics or a copy
 * in step. It follows publications and never decides about them.
 *
 * <p>How far it has come is kept beside the product, not in a process. So a change is told <em>at least once</em>, also if
 * the process that published dies at once or this follower is down for a week: the next publication, or {@link
 * io.weft.Maintenance#catchUp()}, by whatever process with a follower of this name, goes on from there. Within a process
 * changes come in the order of their versions. Two processes may tell the same change at the same time, and one that was
 * interrupted tells it again: {@link Change#location()} with {@link Change#version()} identifies it.
 *
 * <p>A follower that was never told anything begins with the oldest version that is retained.
 *
 * <p>Implementations are thread-safe. They may block; a publication returns when its followers are done, so one that
 * stays slow or fails again and again is left alone for a while.
 */
public interface Follower {
    /**
     * Names the follower, the same in every process for ever: its place in the log is kept under this name.
     *
     * @return lower-case letters, digits and dashes, beginning with a letter, at most 63
     */
    String name();

    /**
     * Takes a change in. When this returns, it is not told again.
     *
     * @param change what was committed
     * @throws RuntimeException if it could not; tried again a few times now, and later. The publication stays visible, and
     *     its report has a warning
     */
    void follow(Change change);
}
