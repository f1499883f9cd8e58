package io.weft.testkit.schedule;

/** Makes the world in which one schedule runs: called once for each, so nothing may outlive it. */
@FunctionalInterface
public interface Scenario {
    /**
     * Sets the stage. Storages are made and filled here; calls made here are not scheduled.
     *
     * @param stage takes the actors and the checks
     * @throws Exception if it cannot be set; the exploration then fails
     */
    void set(Stage stage) throws Exception;

    /** Code of an actor, or a check. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;
    }
}
