package io.weft.testkit.protocol;

import io.weft.PublishMode;
import io.weft.maintenance.Grace;
import java.time.Duration;

/** What an actor does. A new one is a constant here and a scene in {@link Scene}. */
enum Work {
    APPEND {
        @Override
        void act(Role me) {
            me.publish(PublishMode.APPEND);
        }
    },
    REPLACE {
        @Override
        void act(Role me) {
            me.publish(PublishMode.REPLACE);
        }
    },
    ROLLBACK {
        @Override
        void act(Role me) {
            me.rollbackTo(1);
        }
    },
    /** All with the same key, and so with the same row. */
    KEYED {
        @Override
        void act(Role me) {
            me.publishWithKey(KEY);
        }
    },
    /** Appends under a newer contract, which the others do not have. */
    WIDEN {
        @Override
        void act(Role me) {
            me.publishWider();
        }
    },
    /** Stages a file and gets no further. */
    DIE {
        @Override
        void act(Role me) {
            LateStorage silent = new LateStorage(me.storage(), Integer.MAX_VALUE);
            new Role(me.world(), silent, me.edition(), me.now(), me.publication()).publish(PublishMode.APPEND);
        }
    },
    /** Reads the newest version through Weft. */
    READ {
        @Override
        void act(Role me) {
            me.read();
        }
    },
    /** Reads the first version through Weft. */
    READ_FIRST {
        @Override
        void act(Role me) {
            me.read(1);
        }
    },
    /** Pins the first version and reads it. */
    KEEP_FIRST {
        @Override
        void act(Role me) {
            me.keep(1);
        }
    },
    /** Reads the folder, as engines do that know nothing of Weft. */
    LOOK {
        @Override
        void act(Role me) {
            me.world().look(me.storage());
        }
    },
    /** Gives up all versions but the newest. */
    EXPIRE {
        @Override
        void act(Role me) {
            me.expire(1);
        }
    },
    /** Removes what nobody needs, without waiting for anybody. */
    CLEAN_UP {
        @Override
        void act(Role me) {
            me.cleanUp(me.process(), AT_ONCE);
        }
    },
    /** Removes what nobody needs since a day. */
    CLEAN_UP_LATER {
        @Override
        void act(Role me) {
            me.cleanUp(me.process(), Grace.STANDARD);
        }
    },
    /** Gives up all versions but the newest, and removes them at once. */
    TIDY {
        @Override
        void act(Role me) {
            me.cleanUp(me.expire(1), AT_ONCE);
        }
    },
    /** The same for all versions but the three newest. */
    TIDY_BUT_THREE {
        @Override
        void act(Role me) {
            me.cleanUp(me.expire(3), AT_ONCE);
        }
    },
    COMPACT {
        @Override
        void act(Role me) {
            me.compact();
        }
    },
    REPAIR {
        @Override
        void act(Role me) {
            me.repair();
        }
    },
    /** Gives what is published with the key an outcome. */
    SETTLE {
        @Override
        void act(Role me) {
            me.settle(KEY);
        }
    };

    static final Grace AT_ONCE = new Grace(Duration.ZERO, Duration.ZERO);
    private static final String KEY = "run 7";

    /** Does it, and tells the world how it went. */
    abstract void act(Role me);
}
