package io.weft.testkit.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that came to a {@link FaultProxy}. It holds neither body nor header nor the value of a query parameter, since there are
 * secrets in these. Immutable.
 *
 * @param number counts the requests of a proxy from 1
 * @param method as it was sent
 * @param path as it was sent, without the query
 * @param queryNames the names of the query parameters as they were sent, in order
 * @param faults what befell it: slowness, and at most one other
 */
public record ProxiedRequest(long number, String method, String path, List<String> queryNames, List<HttpFault> faults) {
    /** Copies the lists. */
    public ProxiedRequest {
        queryNames = List.copyOf(queryNames);
        faults = List.copyOf(faults);
    }

    /** {@return the request in one line, for people} */
    @Override
    public String toString() {
        return number + " " + method + " " + path + (queryNames.isEmpty() ? "" : "?" + String.join("&", queryNames))
                + faults.stream().map(fault -> " (" + fault + ")").collect(Collectors.joining());
    }
}
