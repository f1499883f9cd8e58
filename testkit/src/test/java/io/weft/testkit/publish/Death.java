package io.weft.testkit.publish;

/** The end of a process: an error, so that nothing in the process catches it and goes on. */
public final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
        super("the process dies as planned", null, false, false);
    }
}
