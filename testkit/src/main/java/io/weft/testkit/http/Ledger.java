package io.weft.testkit.http;

import java.util.ArrayList;
import java.util.List;

/** Remembers requests, counts them for the faults of a plan, and says which faults befall one. Thread-safe. */
final class Ledger {
    private final List<Planned> plan = new ArrayList<>();
    private final List<HttpFault> everPlanned = new ArrayList<>();
    private final List<ProxiedRequest> requests = new ArrayList<>();

    synchronized void add(HttpFault fault) {
        plan.add(new Planned(fault));
        everPlanned.add(fault);
    }

    /** Forgets every fault, also those that are not over. */
    synchronized void forget() {
        plan.clear();
    }

    /** Enters a request. Every fault counts it, also when another decides what becomes of it. */
    synchronized ProxiedRequest enter(Head request) {
        List<HttpFault> befalling = new ArrayList<>();
        for (Planned planned : plan) {
            boolean first = planned.fault.effect().goesOn()
                    || befalling.stream().allMatch(fault -> fault.effect().goesOn());
            if (planned.counts(request) && first) {
                planned.struck = true;
                befalling.add(planned.fault);
            }
        }
        ProxiedRequest entry = new ProxiedRequest(
                requests.size() + 1L, request.method(), request.path(), request.queryNames(), befalling);
        requests.add(entry);
        return entry;
    }

    synchronized List<ProxiedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized List<HttpFault> pending() {
        return plan.stream()
                .filter(planned -> !planned.struck)
                .map(planned -> planned.fault)
                .toList();
    }

    /** Everything ever planned. */
    synchronized HttpFaultPlan plan() {
        return new HttpFaultPlan(everPlanned);
    }

    private static final class Planned {
        private final HttpFault fault;
        private long seen;
        private boolean struck;

        Planned(HttpFault fault) {
            this.fault = fault;
        }

        boolean counts(Head request) {
            return fault.matches(request) && fault.befalls(++seen);
        }
    }
}
