package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weft.testkit.http.Effect.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection of a client, and on the one to the server behind it. A thread of its own follows it, request by
 * request. Others help: one sends a body, since a server may answer before its end, one waits for the server to hang up.
 */
final class Conversation {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final FaultProxy proxy;
    private final Wire client;
    private @Nullable Wire server;
    /** Whether the whole body reached the server. */
    private CompletableFuture<Boolean> sending = CompletableFuture.completedFuture(true);
    /** Whether the server said something, rather than hang up. */
    private CompletableFuture<Boolean> listening = CompletableFuture.completedFuture(true);

    private volatile boolean idle = true;

    Conversation(FaultProxy proxy, Socket client) throws IOException {
        this.proxy = proxy;
        this.client = new Wire(client);
    }

    /** Goes on until either side ends it. */
    void run() {
        try {
            while (client.hasMore() && exchange(Head.request(client.in()))) {
                idle = true;
                listen();
            }
            leave();
        } catch (EOFException e) {
            proxy.broke(e);
            client.end();
        } catch (IOException e) {
            proxy.broke(e);
            client.reset();
        } catch (RejectedExecutionException e) {
            // The proxy is being closed.
        } finally {
            // Whoever handed over the client's connection closes that.
            dropServer();
        }
    }

    /** One request and what becomes of it; whether the client may send another. */
    private boolean exchange(Head request) throws IOException {
        idle = false;
        List<HttpFault> faults = proxy.enter(request).faults();
        pause(faults, Kind.SLOW_REQUEST);
        Effect effect = faults.stream()
                .map(HttpFault::effect)
                .filter(each -> !each.goesOn())
                .findFirst()
                .orElse(Effect.NONE);
        return switch (effect.kind()) {
            case DROP_REQUEST, RESET_REQUEST, ANSWER -> {
                receive(request, NOWHERE);
                yield conclude(request, effect, true);
            }
            case HALF_REQUEST -> {
                Wire half = server();
                half.out().write(request.bytes());
                receive(request, half.out());
                half.finish();
                yield false;
            }
            case DUPLICATE, DUPLICATE_FIRST -> twice(request, faults, effect.kind() == Kind.DUPLICATE_FIRST);
            default -> {
                Head answer = ask(request, client.in(), client.out());
                pause(faults, Kind.SLOW_ANSWER);
                yield answered(request, answer, effect);
            }
        };
    }

    private boolean answered(Head request, Head answer, Effect effect) throws IOException {
        return switch (effect.kind()) {
            case NONE -> hand(request, answer, client.out()) && request.keepsAlive() && sent();
            case HALF_ANSWER -> {
                Body body = Body.ofAnswer(answer, request);
                client.out().write(answer.bytes(), 0, answer.bytes().length / (body.isEmpty() ? 2 : 1));
                // The rest is read, so that the server is not disturbed.
                body.copy(server().in(), client.out(), NOWHERE);
                if (body.kind() == Body.Kind.UNTIL_CLOSE) {
                    client.reset();
                }
                yield false;
            }
            default -> conclude(request, effect, hand(request, answer, NOWHERE)) && sent();
        };
    }

    /** Ends a request of which the client gets no answer of the server; whether the client may send another. */
    private boolean conclude(Head request, Effect effect, boolean goesOn) throws IOException {
        boolean keepsAlive = goesOn && request.keepsAlive();
        if (effect.reply() != null) {
            client.send(effect.reply().bytes(request.method().equals("HEAD"), keepsAlive));
            return keepsAlive;
        }
        if (effect.kind() == Kind.RESET_REQUEST || effect.kind() == Kind.RESET_ANSWER) {
            client.reset();
        }
        return false;
    }

    /** By a copy on disk: the client sends its body once, and the second request must not begin before the first was answered. */
    private boolean twice(Head request, List<HttpFault> faults, boolean first) throws IOException {
        Path copy = Files.createTempFile("weft-request", null);
        Path kept = Files.createTempFile("weft-answer", null);
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
                invite(request);
                Body.ofRequest(request).copy(client.in(), out, out);
            }
            boolean goesOn;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(kept))) {
                boolean one = deliver(request, copy, first ? out : NOWHERE);
                boolean two = deliver(request, copy, first ? NOWHERE : out);
                goesOn = first ? one : two;
            }
            pause(faults, Kind.SLOW_ANSWER);
            Files.copy(kept, client.out());
            client.out().flush();
            return goesOn && request.keepsAlive();
        } finally {
            Files.delete(copy);
            Files.delete(kept);
        }
    }

    private boolean deliver(Head request, Path copy, OutputStream to) throws IOException {
        try (InputStream body = new BufferedInputStream(Files.newInputStream(copy))) {
            boolean goesOn = hand(request, ask(request, body, NOWHERE), to);
            if (!goesOn || !sending.getNow(false)) {
                dropServer();
            }
            return goesOn;
        }
    }

    /** Sends a request, and reads the head of its answer while the body is still on its way. */
    private Head ask(Head request, InputStream from, OutputStream interims) throws IOException {
        Wire to = server();
        to.send(request.bytes());
        Body body = Body.ofRequest(request);
        sending = body.isEmpty()
                ? CompletableFuture.completedFuture(true)
                : CompletableFuture.supplyAsync(() -> send(body, from, to), proxy.threads());
        // Whoever waits for the server to hang up is the one who reads its first byte.
        boolean ignored = listening.join();
        Head answer = Head.answer(to.in());
        while (answer.status() < 200) {
            if (answer.status() == 101) {
                throw new ProtocolException("the server switches to another protocol");
            }
            interims.write(answer.bytes());
            interims.flush();
            answer = Head.answer(to.in());
        }
        return answer;
    }

    private static boolean send(Body body, InputStream from, Wire to) {
        try {
            body.copy(from, to.out(), to.out());
            return true;
        } catch (IOException e) {
            // Either the client broke off, and the server must see that, or the server does not listen, and its answer
            // says why.
            to.end();
            return false;
        }
    }

    /** Hands an answer on; whether the server's connection may go on. */
    private boolean hand(Head request, Head answer, OutputStream to) throws IOException {
        Body body = Body.ofAnswer(answer, request);
        to.write(answer.bytes());
        body.copy(server().in(), to, to);
        return answer.keepsAlive() && body.kind() != Body.Kind.UNTIL_CLOSE;
    }

    /** Reads the body of a request to its end, and passes on half of it. */
    private void receive(Head request, OutputStream half) throws IOException {
        invite(request);
        Body.ofRequest(request).copy(client.in(), half, NOWHERE);
    }

    /** Says what the server would, to a client that waits for it before it sends the body. */
    private void invite(Head request) throws IOException {
        if (request.says("Expect", "100-continue")) {
            client.send(CONTINUE);
        }
    }

    /** After an answer that came early, waits until the body is sent or the server hangs up; whether all of it was sent. */
    private boolean sent() {
        if (!sending.isDone()) {
            listen();
            Object ignored = CompletableFuture.anyOf(sending, listening).join();
        }
        return sending.getNow(false);
    }

    /** Hangs up on the idle client once the server hangs up, so that no request of it runs into that. */
    private void listen() {
        Wire from = server;
        if (from != null && listening.isDone()) {
            listening = CompletableFuture.supplyAsync(
                    () -> {
                        boolean more = from.hasMore();
                        if (!more && idle) {
                            proxy.drop(client);
                        }
                        return more;
                    },
                    proxy.threads());
        }
    }

    /** Lets a client that still sends read that it is over: closing at once would reset its connection. */
    private void leave() throws IOException {
        client.out().flush();
        if (!sending.isDone()) {
            client.end();
            boolean ignored =
                    sending.completeOnTimeout(false, 1, TimeUnit.SECONDS).join();
        }
    }

    private void pause(List<HttpFault> faults, Kind kind) throws IOException {
        for (HttpFault fault : faults) {
            if (fault.effect().kind() == kind) {
                proxy.pause(fault.effect().time());
            }
        }
    }

    private Wire server() throws IOException {
        if (server == null) {
            server = proxy.connect();
        }
        return server;
    }

    private void dropServer() {
        if (server != null) {
            proxy.drop(server);
            server = null;
        }
    }
}
