package io.weft.testkit.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection with its buffers. At most one thread reads and one writes at a time. */
final class Wire {
    private static final int BUFFER = 16 * 1024;
    private static final int FINISH_MILLIS = 1000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    Socket socket() {
        return socket;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Waits for a byte, which stays there to be read; whether one came before the end. */
    boolean hasMore() {
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next >= 0;
        } catch (IOException e) {
            // Broken or closed is as good as ended.
            return false;
        }
    }

    /** Lets the other side have what was sent, and no more; it may still send. */
    void end() {
        try {
            out.flush();
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is broken or closed already.
        }
    }

    /**
     * Ends, and waits a moment for the other side to end, too. Closing at once could reset the connection, and the other side would
     * lose what it has not read yet.
     */
    void finish() {
        end();
        try {
            socket.setSoTimeout(FINISH_MILLIS);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Waited long enough, or it is broken already.
        }
    }

    /** Resets the connection. */
    void reset() {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
