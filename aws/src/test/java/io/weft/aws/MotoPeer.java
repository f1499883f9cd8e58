package io.weft.aws;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Moto in a process of its own, one request at a time. Needs Python with moto[server]. */
final class MotoPeer implements S3Peer {
    private final PeerProcess process = PeerProcess.start("python3", PeerProcess.script("/moto_serial.py"));

    /** Whether this machine has what it takes. */
    static boolean isThere() {
        try {
            Process asked = new ProcessBuilder(
                            "python3", "-c", "import moto.moto_server.werkzeug_app, werkzeug.serving")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor(1, TimeUnit.MINUTES) && asked.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public URI endpoint() {
        return process.endpoint();
    }

    @Override
    public void close() {
        process.close();
    }
}
