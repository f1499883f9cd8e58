package io.weft.aws;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** S3rver 3.7.1, which has never heard of {@code If-None-Match}, in a process of its own. Needs Node.js. */
final class S3rverPeer implements S3Peer {
    /** The only user it knows, and that user's secret. */
    static final String USER = "S3RVER";

    private final PeerProcess process;

    S3rverPeer() {
        process = PeerProcess.start(
                "node",
                PeerProcess.script("/s3rver.js"),
                modules().orElseThrow().toString(),
                S3Peers.BUCKET);
    }

    /** Where it was installed: in the folder that WEFT_S3RVER names, or else where the build puts it. */
    static Optional<Path> modules() {
        String folder = System.getProperty("WEFT_S3RVER", System.getenv("WEFT_S3RVER"));
        Path modules = Path.of(folder == null ? "target/s3rver" : folder)
                .resolve("node_modules")
                .toAbsolutePath();
        return Files.exists(modules.resolve("s3rver")) ? Optional.of(modules) : Optional.empty();
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
