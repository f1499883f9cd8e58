package io.weft.gcp;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.ObjectStore.Upload;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * An upload session, which Google calls resumable: one part after the other, and an object at its end if the condition of its
 * beginning then holds.
 *
 * <p>Parts could go in parallel by two other ways. The multipart uploads of the XML API know no conditions. Objects that are
 * composed into one show in listings before, and stay there when a writer dies.
 *
 * <p>The address of a session is as good as a password for a week: it is in no message. Thread-safe.
 */
final class GcsUpload implements Upload {
    /** What has not this size or a multiple of it is taken at the end only. */
    static final int QUANTUM = 256 << 10;

    private static final int INCOMPLETE = 308;
    private static final Pattern ADDRESS = Pattern.compile("upload_id[^\\s<\"]*");
    private static final Pattern KEPT = Pattern.compile("bytes=0-([0-9]{1,18})");
    /** That a session was dropped, expired, or was never there. */
    private static final Set<Integer> GONE = Set.of(404, 410, 499);

    private final Storage client;
    private final Location object;
    private final Precondition precondition;
    private final GenericUrl session;
    private final CRC32C checksum = new CRC32C();
    private int parts;
    /** Where the last part begins. */
    private long first;
    /** Where it ends, as far as it was sent. */
    private long end;
    /** What it has beyond, which goes with the end of the upload. */
    private byte[] rest = {};

    private GcsUpload(Storage client, Location object, Precondition precondition, GenericUrl session) {
        this.client = client;
        this.object = object;
        this.precondition = precondition;
        this.session = session;
    }

    static GcsUpload begin(
            Storage client, GcsOptions options, Location object, Precondition precondition, String mark) {
        StorageObject told = options.describe(mark);
        String location = GcsErrors.write("begin an upload of", object, precondition, () -> {
            ByteArrayContent later = new ByteArrayContent(GcsAnswers.BYTES, new byte[0]);
            GenericUrl url =
                    options.insert(client, object, told, later, precondition).buildHttpRequestUrl();
            url.set("uploadType", "resumable");
            HttpRequest request = client.getRequestFactory()
                    .buildPostRequest(url, new JsonHttpContent(client.getJsonFactory(), told));
            request.setThrowExceptionOnExecuteError(false);
            HttpResponse answer = accepted(client, request.execute());
            answer.ignore();
            return where(answer);
        });
        return new GcsUpload(client, object, precondition, session(client, location));
    }

    private static String where(HttpResponse answer) throws IOException {
        String location = answer.getHeaders().getLocation();
        if (location == null) {
            throw new IOException("the answer does not say where the upload goes");
        }
        return location;
    }

    /** Whatever host an answer names, the requests go where all others go, and so do the credentials. */
    private static GenericUrl session(Storage client, String location) {
        GenericUrl root = new GenericUrl(client.getRootUrl());
        GenericUrl session = new GenericUrl(location, true);
        session.setScheme(root.getScheme());
        session.setHost(root.getHost());
        session.setPort(root.getPort());
        return session;
    }

    /** Bytes that came before are passed over, so a part may be sent again, whatever became of the first time. */
    @Override
    public synchronized String send(int number, byte[] bytes, int count) {
        if (number > parts) {
            next(bytes, count);
        }
        int sent = (int) (end - first);
        if (sent > 0) {
            String range = "bytes " + first + "-" + (end - 1) + "/*";
            HttpResponse answer =
                    put("write a part of", range, new ByteArrayContent(GcsAnswers.BYTES, bytes, 0, sent), false);
            requireIncomplete(answer);
        }
        return "";
    }

    private void next(byte[] bytes, int count) {
        if (rest.length > 0) {
            throw new IllegalStateException("only the last part of an upload may have a size of its own");
        }
        int sent = count / QUANTUM * QUANTUM;
        parts++;
        first = end;
        end += sent;
        rest = Arrays.copyOfRange(bytes, sent, count);
        checksum.update(bytes, 0, count);
    }

    private void requireIncomplete(HttpResponse answer) {
        long kept = kept(answer);
        if (answer.getStatusCode() != INCOMPLETE || kept > end) {
            throw new StorageException(
                    Kind.FAILED, object + " was not written: its upload ended too early. Write it again", null);
        }
        if (kept < end) {
            throw tookLess(kept, end);
        }
    }

    @Override
    public synchronized Instant complete(List<String> sent) {
        long size = end + rest.length;
        String range = "bytes " + (rest.length == 0 ? "*" : end + "-" + (size - 1)) + "/" + size;
        HttpContent content = rest.length == 0 ? new EmptyContent() : new ByteArrayContent(GcsAnswers.BYTES, rest);
        HttpResponse answer = put("complete", range, content, true);
        if (answer.getStatusCode() == INCOMPLETE) {
            throw tookLess(kept(answer), size);
        }
        return GcsAnswers.time(
                GcsErrors.write("complete", object, precondition, () -> answer.parseAs(StorageObject.class)));
    }

    @Override
    public synchronized void abort() {
        try {
            HttpRequest request = client.getRequestFactory().buildDeleteRequest(session);
            request.setThrowExceptionOnExecuteError(false);
            accepted(client, request.execute()).ignore();
        } catch (IOException e) {
            if (!GONE.contains(GcsErrors.status(e))) {
                throw GcsErrors.of("drop the parts of", object, GcsErrors.Effect.WRITES, e);
            }
        }
    }

    private HttpResponse put(String action, String range, HttpContent content, boolean last) {
        return GcsErrors.write(action, object, precondition, () -> {
            HttpRequest request = client.getRequestFactory().buildPutRequest(session, content);
            request.getHeaders().setContentRange(range);
            if (last) {
                GcsAnswers.tell(request.getHeaders(), checksum);
            }
            request.setParser(client.getObjectParser());
            request.setThrowExceptionOnExecuteError(false);
            try {
                return accepted(client, request.execute());
            } catch (HttpResponseException e) {
                if (GONE.contains(e.getStatusCode())) {
                    throw lost("its upload was dropped, as after a week", e);
                }
                if (GcsErrors.isChangedOnItsWay(e)) {
                    throw lost("its bytes changed on their way", e);
                }
                throw e;
            }
        });
    }

    /** Throws what the client would, without the address: that is in its messages, and in pages that servers send. */
    private static HttpResponse accepted(Storage client, HttpResponse answer) throws IOException {
        if (answer.isSuccessStatusCode()) {
            return answer;
        }
        if (answer.getStatusCode() == INCOMPLETE) {
            answer.ignore();
            return answer;
        }
        GoogleJsonResponseException refused = GoogleJsonResponseException.from(client.getJsonFactory(), answer);
        String content = ADDRESS.matcher(String.valueOf(refused.getContent())).replaceAll("...");
        throw new GoogleJsonResponseException(
                new HttpResponseException.Builder(
                                refused.getStatusCode(), refused.getStatusMessage(), new HttpHeaders())
                        .setContent(content)
                        .setMessage(refused.getStatusCode() + " " + content),
                refused.getDetails());
    }

    /** How far the store has got, as far as it says that. */
    private static long kept(HttpResponse answer) {
        Matcher range = KEPT.matcher(String.valueOf(answer.getHeaders().getRange()));
        return range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
    }

    private StorageException tookLess(long kept, long sent) {
        return new StorageException(
                Kind.UNAVAILABLE,
                "GCS took " + kept + " of the first " + sent + " bytes of " + object + ". They may be sent again",
                null);
    }

    /** The session is of no use any more. */
    private StorageException lost(String why, HttpResponseException cause) {
        return new StorageException(Kind.FAILED, object + " was not written: " + why + ". Write it again", cause);
    }
}
