package io.weft.internal.contract;

import java.util.List;

/** Says why a text is not allowed; the reader adds the place and what was found. Never leaves this package. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> allowed;
    private final String fix;

    Refused(String what, List<String> allowed, String fix) {
        super(what, null, false, false);
        this.allowed = allowed;
        this.fix = fix;
    }

    Refused(String what, String fix) {
        this(what, List.of(), fix);
    }

    List<String> allowed() {
        return allowed;
    }

    String fix() {
        return fix;
    }
}
