package io.weft.testkit.http;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.testkit.http.Effect.Kind;
import java.time.Duration;

/**
 * One piece of bad luck that {@link FaultProxy} brings about: what happens, and to which request. Unless told otherwise it befalls
 * the first request that it can befall.
 *
 * <p>A dropped, cut or reset request or answer ends the client's connection. The proxy reads what the client sends to its end
 * before it closes, so that the client sees a closed connection and not a reset one, unless that is the fault.
 *
 * <p>As text it is written with the words that make it: {@code HttpFault.dropAnswer().on("PUT").at("log/*").nth(2)} is {@code drop
 * answer on PUT at 'log/*' nth 2}. Equal if the text is. Immutable.
 */
@CheckReturnValue
public final class HttpFault {
    private final Effect effect;
    private final Target target;
    private final int nth;
    private final int times;

    private HttpFault(Effect effect, Target target, int nth, int times) {
        if (nth < 1) {
            throw new IllegalArgumentException("nth counts from 1, not " + nth);
        }
        if (times < 1) {
            throw new IllegalArgumentException("a fault happens at least 1 time, not " + times);
        }
        this.effect = effect;
        this.target = target;
        this.nth = nth;
        this.times = times;
    }

    /**
     * The request never reaches the server, and the connection is closed.
     *
     * @return the fault
     */
    public static HttpFault dropRequest() {
        return of(Effect.of(Kind.DROP_REQUEST));
    }

    /**
     * The server does what the request asks for, its answer is read and thrown away, and the connection is closed.
     *
     * @return the fault
     */
    public static HttpFault dropAnswer() {
        return of(Effect.of(Kind.DROP_ANSWER));
    }

    /**
     * As {@link #dropRequest}, but the connection is reset.
     *
     * @return the fault
     */
    public static HttpFault resetRequest() {
        return of(Effect.of(Kind.RESET_REQUEST));
    }

    /**
     * As {@link #dropAnswer}, but the connection is reset.
     *
     * @return the fault
     */
    public static HttpFault resetAnswer() {
        return of(Effect.of(Kind.RESET_ANSWER));
    }

    /**
     * Half of the body reaches the server, then both connections are closed. Of a body in chunks it is half of the first chunk.
     * Befalls only requests that have a body.
     *
     * @return the fault
     */
    public static HttpFault halfRequest() {
        return of(Effect.of(Kind.HALF_REQUEST));
    }

    /**
     * Half of the body of the answer reaches the client, then the connection is closed. Of a body in chunks it is half of the first
     * chunk, of an answer without a body half of its head. An answer that ends with its connection is reset instead, since nobody
     * could tell that it was cut.
     *
     * @return the fault
     */
    public static HttpFault halfAnswer() {
        return of(Effect.of(Kind.HALF_ANSWER));
    }

    /**
     * The request is held up before it reaches the server, and then goes on.
     *
     * @param time how long, in real time; at most ten minutes
     * @return the fault
     */
    public static HttpFault slowRequest(Duration time) {
        return of(Effect.slow(Kind.SLOW_REQUEST, time));
    }

    /**
     * The server does what the request asks for, and its answer is held up before it goes on.
     *
     * @param time how long, in real time; at most ten minutes
     * @return the fault
     */
    public static HttpFault slowAnswer(Duration time) {
        return of(Effect.slow(Kind.SLOW_ANSWER, time));
    }

    /**
     * The request never reaches the server; the proxy answers.
     *
     * @param status from 400 to 599
     * @return the fault
     */
    public static HttpFault answer(int status) {
        return answer(status, "text/plain", "");
    }

    /**
     * The request never reaches the server; the proxy answers as the server would.
     *
     * @param status from 400 to 599
     * @param contentType what the body is
     * @param body sent in UTF-8, not if only the head is asked for
     * @return the fault
     */
    public static HttpFault answer(int status, String contentType, String body) {
        return of(Effect.reply(Kind.ANSWER, Reply.of(status, contentType, body)));
    }

    /**
     * The server does what the request asks for; the proxy answers that it failed.
     *
     * @param status from 400 to 599
     * @return the fault
     */
    public static HttpFault replaceAnswer(int status) {
        return replaceAnswer(status, "text/plain", "");
    }

    /**
     * The server does what the request asks for; the proxy answers that it failed.
     *
     * @param status from 400 to 599
     * @param contentType what the body is
     * @param body sent in UTF-8, not if only the head is asked for
     * @return the fault
     */
    public static HttpFault replaceAnswer(int status, String contentType, String body) {
        return of(Effect.reply(Kind.REPLACE_ANSWER, Reply.of(status, contentType, body)));
    }

    /**
     * The request reaches the server twice, one after the other; the client gets the second answer.
     *
     * @return the fault
     */
    public static HttpFault duplicate() {
        return of(Effect.of(Kind.DUPLICATE));
    }

    /**
     * The request reaches the server twice, one after the other; the client gets the first answer, after the second came.
     *
     * @return the fault
     */
    public static HttpFault duplicateFirst() {
        return of(Effect.of(Kind.DUPLICATE_FIRST));
    }

    /**
     * The same fault, with one more header in the answer of the proxy.
     *
     * @param name of the header
     * @param value of the header
     * @return the fault
     * @throws IllegalArgumentException if the proxy does not answer, or decides about this header itself
     */
    public HttpFault with(String name, String value) {
        return new HttpFault(effect.with(name, value), target, nth, times);
    }

    /**
     * The same fault, for requests of one method only.
     *
     * @param method as it is sent, such as {@code PUT}
     * @return the fault
     */
    public HttpFault on(String method) {
        return new HttpFault(effect, target.on(method), nth, times);
    }

    /**
     * The same fault, for some paths only. A path is compared as it is sent: nothing in it is decoded.
     *
     * @param pattern matches the end of a path: {@code log/*} is everything right in a folder {@code log}. {@code *} and {@code ?}
     *     stand for any and one character but the slash, {@code **} for any with slashes. With a slash in front the pattern
     *     matches the whole path
     * @return the fault
     */
    public HttpFault at(String pattern) {
        return new HttpFault(effect, target.at(pattern), nth, times);
    }

    /**
     * The same fault, for requests with a query parameter only.
     *
     * @param parameter its name, such as {@code uploads}, or name and value, such as {@code comp=blocklist}, as they are sent
     * @return the fault
     */
    public HttpFault query(String parameter) {
        return new HttpFault(effect, target.query(parameter), nth, times);
    }

    /**
     * The same fault, for requests with a header only.
     *
     * @param name of the header, in any case
     * @return the fault
     */
    public HttpFault header(String name) {
        return new HttpFault(effect, target.header(name), nth, times);
    }

    /**
     * The same fault, at a later request.
     *
     * @param nth which of the matching requests it befalls first, from 1
     * @return the fault
     */
    public HttpFault nth(int nth) {
        return new HttpFault(effect, target, nth, times);
    }

    /**
     * The same fault, several times.
     *
     * @param times how many matching requests in a row it befalls
     * @return the fault
     */
    public HttpFault times(int times) {
        return new HttpFault(effect, target, nth, times);
    }

    /**
     * The fault as text.
     *
     * @return what {@link HttpFaultPlan#parse} reads
     */
    @Override
    public String toString() {
        return effect + target.toString() + (nth == 1 ? "" : " nth " + nth) + (times == 1 ? "" : " times " + times);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpFault that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    Effect effect() {
        return effect;
    }

    /** Whether it counts such requests. */
    boolean matches(Head request) {
        return target.matches(request)
                && (effect.kind() != Kind.HALF_REQUEST
                        || !Body.ofRequest(request).isEmpty());
    }

    /** Whether it befalls the matching request of this number. */
    boolean befalls(long number) {
        return number >= nth && number - nth < times;
    }

    private static HttpFault of(Effect effect) {
        return new HttpFault(effect, Target.ANY, 1, 1);
    }
}
