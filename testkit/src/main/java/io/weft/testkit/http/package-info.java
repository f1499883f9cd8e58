/**
 * For code that talks to a server over HTTP, such as the SDK of an object store: {@link io.weft.testkit.http.FaultProxy} stands
 * between the two and brings about the bad luck of an {@link io.weft.testkit.http.HttpFaultPlan}.
 *
 * <pre>{@code
 * HttpFaultPlan plan = HttpFaultPlan.of(HttpFault.dropAnswer().on("PUT").at("log/*"));
 * try (FaultProxy proxy = FaultProxy.to(URI.create("http://127.0.0.1:9000"), plan)) {
 *     // Point the client at proxy.uri().
 *     proxy.assertAllHappened();
 * }
 * }</pre>
 */
@NullMarked
package io.weft.testkit.http;

import org.jspecify.annotations.NullMarked;
