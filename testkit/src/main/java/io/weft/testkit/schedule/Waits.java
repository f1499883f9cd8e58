package io.weft.testkit.schedule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows which threads wait for something. One that waits for a monitor or lock held by another actor certainly does; one
 * that waits for anything else is given some time to go on. Not thread-safe.
 */
final class Waits {
    /** So many looks, at least two milliseconds apart, at a thread that waits for nobody in particular. */
    private static final int PATIENCE = 25;
    /** The same for one that will go on by itself at some time. */
    private static final int PATIENCE_WITH_PAUSES = 500;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Since which look each thread has waited for nobody in particular. */
    private final Map<Thread, Integer> waiting = new HashMap<>();

    private int look;

    /** Some time has passed. */
    void tick() {
        look++;
    }

    /** Something has happened: nobody has waited for long. */
    void forget() {
        waiting.clear();
    }

    boolean isBlocked(Thread thread, Collection<? extends Thread> actors) {
        if (isForOneOf(thread, actors)) {
            return true;
        }
        ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        // A thread that waits for a lock of somebody else, such as that of the run itself, will get it soon.
        boolean idle = info != null && info.getLockOwnerId() == -1 && isWaiting(info);
        if (!idle) {
            waiting.remove(thread);
            return false;
        }
        return look - waiting.computeIfAbsent(thread, key -> look) >= patience(info);
    }

    boolean isForOneOf(Thread thread, Collection<? extends Thread> actors) {
        ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        return info != null
                && isWaiting(info)
                && actors.stream().anyMatch(actor -> actor.getId() == info.getLockOwnerId());
    }

    String describe(Thread thread) {
        ThreadInfo info = THREADS.getThreadInfo(thread.getId());
        return info == null || info.getLockName() == null
                ? "waits"
                : "waits for " + info.getLockName()
                        + (info.getLockOwnerName() == null ? "" : " held by " + info.getLockOwnerName());
    }

    private static int patience(ThreadInfo info) {
        return info.getThreadState() == Thread.State.TIMED_WAITING ? PATIENCE_WITH_PAUSES : PATIENCE;
    }

    private static boolean isWaiting(ThreadInfo info) {
        return switch (info.getThreadState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }
}
