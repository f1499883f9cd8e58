package io.weft.benchmarks.transfers;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3Proxy in a process of its own, objects in a folder, over TLS: {@code Server <folder> <keys>}. Ends when its input does. */
final class Server {
    static final String USER = "weft-bench";
    static final String SECRET = "weft-bench-secret";
    /** Of a key that is made for one run. */
    static final String PASSWORD = "weft-bench";

    private Server() {}

    public static void main(String[] args) throws Exception {
        S3Proxy server = S3Proxy.builder()
                .secureEndpoint(URI.create("https://127.0.0.1:0"))
                .keyStore(args[1], PASSWORD)
                .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET)
                // The transfer manager tells the size of the whole, which this server does not look at.
                .ignoreUnknownHeaders(true)
                .blobStore(new FilesystemNio2BlobStore(args[0]))
                .build();
        server.start();
        System.out.println("https://127.0.0.1:" + server.getSecurePort());
        while (System.in.read() >= 0) {
            // Whoever started it closes its input, also by dying.
        }
        server.stop();
    }
}
