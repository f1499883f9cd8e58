package io.weft.internal.follow;

import io.weft.event.WeftEvent;
import io.weft.event.WeftListener;
import java.util.List;

/**
 * Tells listeners, and does not let a failing one disturb a publication: not with an error either, such as that of an
 * assertion. After the commit it would tell the caller that nothing became visible. Thread-safe.
 */
public final class Announcer {
    private static final System.Logger LOG = System.getLogger("io.weft.events");

    private final List<WeftListener> listeners;

    /**
     * Makes an announcer.
     *
     * @param listeners whom to tell, in this order
     */
    public Announcer(List<WeftListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Tells everybody.
     *
     * @param event what happened
     */
    public void tell(WeftEvent event) {
        for (WeftListener listener : listeners) {
            try {
                listener.on(event);
            } catch (Throwable e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A listener failed on " + event.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
