package io.weft.testkit.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a client and a server and has bad luck by plan. It listens on the loopback interface only, on a port of its own,
 * and speaks HTTP/1.1 without TLS.
 *
 * <p>What no fault befalls it hands on byte by byte, both ways: it neither decodes a path nor touches a header, {@code Host}
 * included, so that signatures stay valid. A body is never held as a whole; what is delivered twice goes through a temporary file. A
 * server that hangs up takes the client's connection with it. It serves 256 connections at once, more wait.
 * It cannot switch protocols, as for web sockets. Thread-safe.
 */
@CheckReturnValue
public final class FaultProxy implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 256;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LAST_REQUESTS = 20;

    private final URI server;
    private final InetSocketAddress address;
    private final ServerSocket listener;
    private final Ledger ledger = new Ledger();
    private final List<String> unplanned = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "weft-fault-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private FaultProxy(URI server, HttpFaultPlan plan) throws IOException {
        this.server = server;
        this.address = new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 80 : server.getPort());
        this.listener = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getByAddress(LOOPBACK));
        plan.faults().forEach(ledger::add);
    }

    /**
     * Starts a proxy without faults so far.
     *
     * @param server where the requests go, such as {@code http://127.0.0.1:9000}
     * @return the proxy, which accepts connections already
     * @throws UncheckedIOException if there is no free port
     */
    public static FaultProxy to(URI server) {
        return to(server, HttpFaultPlan.of());
    }

    /**
     * Starts a proxy under a plan.
     *
     * @param server where the requests go, such as {@code http://127.0.0.1:9000}
     * @param plan what goes wrong
     * @return the proxy, which accepts connections already
     * @throws UncheckedIOException if there is no free port
     */
    public static FaultProxy to(URI server, HttpFaultPlan plan) {
        if (!"http".equals(server.getScheme()) || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "a fault proxy stands before a server like http://127.0.0.1:9000, without TLS, not before "
                            + server);
        }
        try {
            FaultProxy proxy = new FaultProxy(server, plan);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on a port of 127.0.0.1", e);
        }
    }

    /**
     * Where the client should send its requests.
     *
     * @return the server's address with this proxy's host and port; what follows, such as an account, is the same
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + server.getRawPath());
    }

    /**
     * Adds a fault in the middle of a test; it counts the requests from now on.
     *
     * @param fault what goes wrong
     * @return this proxy
     */
    @CanIgnoreReturnValue
    public FaultProxy plan(HttpFault fault) {
        ledger.add(fault);
        return this;
    }

    /**
     * Ends the bad luck: no more faults, also of those that were to come.
     *
     * @return this proxy
     */
    @CanIgnoreReturnValue
    public FaultProxy calm() {
        ledger.forget();
        return this;
    }

    /**
     * The requests so far. One is entered before any of it goes on.
     *
     * @return a copy, in the order in which they came
     */
    public List<ProxiedRequest> requests() {
        return ledger.requests();
    }

    /**
     * The faults that befell no request so far, also because another was first to decide about it.
     *
     * @return a copy
     */
    public List<HttpFault> pending() {
        return ledger.pending();
    }

    /**
     * Connections that broke otherwise than by plan, for people: a server that cannot be reached, a client that gave up, something
     * that is not HTTP/1.1.
     *
     * @return a copy, in order
     */
    public List<String> unplanned() {
        return List.copyOf(unplanned);
    }

    /**
     * Asserts that every fault befell a request.
     *
     * @throws AssertionError that lists those that did not, and the last requests
     */
    public void assertAllHappened() {
        List<HttpFault> pending = pending();
        if (!pending.isEmpty()) {
            throw new AssertionError("these faults befell no request: " + new HttpFaultPlan(pending) + "\n" + this);
        }
    }

    /** Cuts every connection and stops every thread. */
    @Override
    public void close() {
        closed.countDown();
        closeQuietly(listener);
        open.forEach(FaultProxy::closeQuietly);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a thread of " + this + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return all faults so far as a plan to paste, the last requests, and what broke otherwise} */
    @Override
    public String toString() {
        List<ProxiedRequest> requests = requests();
        StringBuilder text = new StringBuilder(ledger.plan().literal() + " before " + server);
        requests.stream()
                .skip(Math.max(0, requests.size() - LAST_REQUESTS))
                .forEach(request -> text.append("\n  ").append(request));
        unplanned.forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }

    ExecutorService threads() {
        return threads;
    }

    ProxiedRequest enter(Head request) {
        return ledger.enter(request);
    }

    Wire connect() throws IOException {
        Socket socket = new Socket();
        admit(socket);
        socket.connect(address, CONNECT_MILLIS);
        return new Wire(socket);
    }

    void drop(Wire wire) {
        closeQuietly(wire.socket());
        open.remove(wire.socket());
    }

    void broke(IOException e) {
        if (!isClosed()) {
            unplanned.add("unplanned: " + e);
        }
    }

    void pause(Duration time) throws IOException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("the proxy was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the proxy was closed");
        }
    }

    /** For tests: none is left once all clients are gone. */
    int connections() {
        return open.size();
    }

    private void accept() {
        while (!isClosed()) {
            try {
                free.acquire();
                Socket client = listener.accept();
                admit(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                free.release();
                broke(e);
            } catch (InterruptedException | RejectedExecutionException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            new Conversation(this, client).run();
        } catch (IOException e) {
            broke(e);
        } finally {
            closeQuietly(client);
            open.remove(client);
            free.release();
        }
    }

    /** So that it is closed with the proxy, also if that happens right now. */
    private void admit(Socket socket) throws IOException {
        open.add(socket);
        if (isClosed()) {
            socket.close();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is of no use any more, either way.
        }
    }
}
