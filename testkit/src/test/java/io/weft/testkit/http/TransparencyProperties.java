package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class TransparencyProperties {
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection", "expect");

    private static RawServer server;
    private static FaultProxy proxy;

    @BeforeContainer
    static void start() throws IOException {
        server = RawServer.start();
        proxy = FaultProxy.to(
                server.uri(), HttpFaultPlan.of(HttpFault.dropAnswer().on("NEVER")));
    }

    @AfterContainer
    static void stop() throws IOException {
        proxy.close();
        server.close();
        assertThat(proxy.unplanned()).isEmpty();
        assertThat(proxy.connections()).isZero();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void everyByteIsHandedOn(@ForAll("conversations") List<Turn> turns, @ForAll long seed) throws IOException {
        Transcript.assertSame(server, proxy.uri(), turns, seed);
    }

    @Provide
    Arbitrary<List<Turn>> conversations() {
        return Combinators.combine(turns(false).list().ofMaxSize(4), turns(true))
                .as((turns, last) -> {
                    turns.add(last);
                    return turns;
                });
    }

    private static Arbitrary<Turn> turns(boolean last) {
        Arbitrary<String> methods = Arbitraries.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "X-ODD");
        return methods.flatMap(method -> Combinators.combine(
                        heads(), framed(false), answers(method, last), Arbitraries.of(true, false), paths())
                .as((lines, body, answer, waits, path) -> {
                    boolean invites = waits && !body.bytes.isEmpty() && !body.bytes.startsWith("0");
                    String expect = invites ? "expect: 100-Continue\r\n" : "";
                    String head = method + " /" + path + " HTTP/1.1\r\n" + expect + lines + body.header + "\r\n";
                    return new Turn(head, body.bytes, invites, answer, last);
                }));
    }

    private static Arbitrary<String> answers(String method, boolean last) {
        Arbitrary<Integer> statuses = Arbitraries.of(200, 201, 204, 206, 304, 308, 404, 412, 500, 503);
        Arbitrary<String> interims = Arbitraries.of("", "", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        Arbitrary<String> reasons = Arbitraries.of("", " ", " OK", " Not  quite");
        return Combinators.combine(statuses, interims, reasons, heads(), framed(last))
                .as((status, interim, reason, lines, body) -> {
                    boolean none = method.equals("HEAD") || status == 204 || status == 304;
                    // Without a body the length, if any, is that of another answer.
                    boolean silent = none && body.header.isEmpty();
                    String header = silent || !body.header.isEmpty() || last ? body.header : "Content-Length: 0\r\n";
                    String close = last ? "connection: Close\r\n" : "";
                    return interim + "HTTP/1.1 " + status + reason + "\r\n" + lines + close + header + "\r\n"
                            + (none ? "" : body.bytes);
                });
    }

    /** Lines in any case and order, also twice, with any blanks. */
    private static Arbitrary<String> heads() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abcXYZ019-_.!~")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !FRAMING.contains(name.toLowerCase(Locale.ROOT)));
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a0', '\u00ff')
                .ofMaxLength(30);
        Arbitrary<String> odd = Arbitraries.of(
                "HOST: 127.0.0.1:9\r\n",
                "Authorization: AWS4-HMAC-SHA256 x\r\n",
                "x-Amz-Trailer: x-amz-checksum-crc32\r\n");
        return Arbitraries.oneOf(
                        Combinators.combine(names, Arbitraries.of(":", ": ", ":  \t"), values)
                                .as((name, colon, value) -> name + colon + value + "\r\n"),
                        odd)
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("", lines));
    }

    private static Arbitrary<String> paths() {
        return Arbitraries.strings().withChars("abc/.%2F+~;=?&:@'*").ofMaxLength(30);
    }

    private static Arbitrary<Framed> framed(boolean last) {
        Arbitrary<Framed> none = Arbitraries.just(new Framed("", ""));
        Arbitrary<Framed> fixed = Combinators.combine(Arbitraries.of("Content-Length:", "content-length: "), data())
                .as((name, data) -> new Framed(name + data.length() + "\r\n", data));
        Arbitrary<Framed> open = data().map(data -> new Framed("", data));
        return last ? Arbitraries.oneOf(none, fixed, chunked(), open) : Arbitraries.oneOf(none, fixed, chunked());
    }

    private static Arbitrary<Framed> chunked() {
        Arbitrary<String> extensions = Arbitraries.of("", "", ";a", ";chunk-signature=0f9", " ;b=\"c\"");
        Arbitrary<String> chunks = Combinators.combine(data(), extensions, Arbitraries.of("%x", "%X", "000%x"))
                .as((data, extension, format) -> data.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, format, data.length()) + extension + "\r\n" + data + "\r\n");
        Arbitrary<String> trailers = Arbitraries.of("", "x-amz-checksum-crc32:AAAA==\r\nX: y\r\n");
        return Combinators.combine(chunks.list().ofMaxSize(5), trailers, Arbitraries.of("chunked", "gzip, Chunked"))
                .as((list, trailer, coding) -> new Framed(
                        "Transfer-encoding: " + coding + "\r\n", String.join("", list) + "0\r\n" + trailer + "\r\n"));
    }

    /** Short and long ones, and some that look like the end of something. */
    private static Arbitrary<String> data() {
        Arbitrary<Integer> sizes = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, 70_000));
        return Combinators.combine(sizes, Arbitraries.longs(), Arbitraries.of(true, false))
                .as((size, seed, tricky) -> {
                    byte[] bytes = new byte[size];
                    Random random = new Random(seed);
                    random.nextBytes(bytes);
                    for (int i = 0; tricky && i < size; i++) {
                        bytes[i] = (byte) "\r\n\r\n0;HTTP/1.1 ".charAt(Math.floorMod(bytes[i], 15));
                    }
                    return new String(bytes, ISO_8859_1);
                });
    }

    private record Framed(String header, String bytes) {}
}
