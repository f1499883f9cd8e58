package io.weft.event;

/**
 * Is told what happens. Called on the publishing thread, so it should be quick; what it throws is logged and does not
 * disturb the publication. Must be thread-safe if the platform is used by several threads.
 */
@FunctionalInterface
public interface WeftListener {
    /**
     * Takes notice of one fact.
     *
     * @param event the fact
     */
    void on(WeftEvent event);
}
