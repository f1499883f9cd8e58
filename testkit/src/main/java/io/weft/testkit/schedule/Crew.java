package io.weft.testkit.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which actors run. Starting a thread takes longer than many a schedule, so the same ones serve one run
 * after another. It is made and closed by the explorer's thread; whoever holds the lock of the run lets a member begin.
 */
final class Crew implements AutoCloseable {
    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final List<Member> members = new ArrayList<>();

    /** The member of a number; the same one each time, unless it was dismissed. */
    Member member(int number) {
        while (members.size() <= number) {
            Member member = new Member();
            members.add(member);
            member.start();
        }
        return members.get(number);
    }

    /** Lets all threads end; one that hangs in code of an actor is told so by an interrupt, and given up after a while. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        members.forEach(Member::dismiss);
        for (Member member : members) {
            try {
                member.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        members.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread. */
    static final class Member extends Thread {
        private volatile @Nullable Runnable task;
        private volatile boolean dismissed;
        private volatile boolean busy;
        /** Written before the task is, and asked for by this thread only. */
        private @Nullable Actor actor;

        Member() {
            setDaemon(true);
        }

        /** The actor whose code runs on this thread. */
        @Nullable
        Actor actor() {
            return actor;
        }

        /** Takes an actor on; the one before has ended. */
        void perform(Actor next, Runnable code) {
            String name = "weft-actor-" + next.name();
            if (!getName().equals(name)) {
                setName(name);
            }
            actor = next;
            task = code;
            LockSupport.unpark(this);
        }

        private void dismiss() {
            dismissed = true;
            if (busy) {
                interrupt();
            }
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (!dismissed) {
                Runnable code = task;
                if (code == null) {
                    LockSupport.park(this);
                } else {
                    task = null;
                    busy = true;
                    // What one actor leaves behind must not stop the next.
                    Thread.interrupted();
                    code.run();
                    busy = false;
                }
            }
        }
    }
}
