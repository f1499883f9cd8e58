package io.weft.testkit.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest extends GcsTest {
    @Test
    void isInTheOrderOfUtf8() {
        // In Java's order of strings the last two change places.
        writeAll("a/b", "a0", "a", "a-b", "B", "z", "\uD83D\uDE00", "\uFF01");
        assertThat(names()).containsExactly("B", "a", "a-b", "a/b", "a0", "z", "\uFF01", "\uD83D\uDE00");
    }

    @Test
    void comesInPages() {
        for (int i = 0; i < 7; i++) {
            writeAll("x" + i);
        }
        List<List<String>> pages = new ArrayList<>();
        for (Page<Blob> page = storage.list("bkt", BlobListOption.pageSize(3));
                page != null;
                page = page.getNextPage()) {
            pages.add(page.streamValues().map(Blob::getName).toList());
        }
        assertThat(pages).containsExactly(List.of("x0", "x1", "x2"), List.of("x3", "x4", "x5"), List.of("x6"));
    }

    @Test
    void aFullLastPageHasNoSuccessor() {
        writeAll("a", "b");
        assertThat(storage.list("bkt", BlobListOption.pageSize(2)).hasNextPage())
                .isFalse();
    }

    @Test
    void aPageGoesOnBehindTheLastNameAlsoIfThatIsGone() {
        writeAll("a", "b", "c");
        Page<Blob> page = storage.list("bkt", BlobListOption.pageSize(1));
        storage.delete("bkt", "a");
        writeAll("aa", "A");
        assertThat(page.getNextPage().iterateAll()).extracting(Blob::getName).containsExactly("aa", "b", "c");
    }

    @Test
    void ofAPrefixAndBetweenNames() {
        writeAll("a", "b", "b/1", "b/2", "ba", "c");
        assertThat(names(BlobListOption.prefix("b"))).containsExactly("b", "b/1", "b/2", "ba");
        assertThat(names(BlobListOption.prefix("b/"))).containsExactly("b/1", "b/2");
        assertThat(names(BlobListOption.startOffset("b/1"), BlobListOption.endOffset("ba")))
                .containsExactly("b/1", "b/2");
        assertThat(names(BlobListOption.prefix("b/"), BlobListOption.startOffset("b/2")))
                .containsExactly("b/2");
        assertThat(names(BlobListOption.prefix("x"))).isEmpty();
    }

    @Test
    void aDelimiterPutsNamesTogether() {
        writeAll("a", "b/1", "b/2", "b/c/3", "b0", "d/");
        assertThat(names(BlobListOption.currentDirectory())).containsExactlyInAnyOrder("a", "b/", "b0", "d/");
        assertThat(names(BlobListOption.currentDirectory(), BlobListOption.prefix("b/")))
                .containsExactlyInAnyOrder("b/1", "b/2", "b/c/");
        assertThat(names(BlobListOption.delimiter("/c")))
                .containsExactlyInAnyOrder("a", "b/1", "b/2", "b/c", "b0", "d/");
    }

    @Test
    void prefixesCountAsEntriesOfAPage() {
        writeAll("a/1", "a/2", "b/1", "c");
        List<String> pages = new ArrayList<>();
        String token = "";
        do {
            String body = get(OBJECTS + "?delimiter=/&maxResults=1&fields=prefixes,items/name,nextPageToken" + token)
                    .body();
            pages.add(body.replaceAll("\"nextPageToken\":\"[^\"]*\",", ""));
            token = body.contains("nextPageToken")
                    ? "&pageToken=" + body.replaceAll(".*\"nextPageToken\":\"([^\"]*)\".*", "$1")
                    : "";
        } while (!token.isEmpty());
        assertThat(pages)
                .containsExactly(
                        "{\"prefixes\":[\"a/\"]}", "{\"prefixes\":[\"b/\"]}", "{\"items\":[{\"name\":\"c\"}]}");
    }

    @Test
    void ofVersionsGoesThroughEachNameByGeneration() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        writeAll("b", "a", "b", "b", "a");
        storage.delete("bkt", "a");
        List<Blob> versions = storage.list("bkt", BlobListOption.versions(true), BlobListOption.pageSize(2))
                .streamAll()
                .toList();
        assertThat(versions).extracting(Blob::getName).containsExactly("a", "a", "b", "b", "b");
        assertThat(versions.subList(0, 2)).extracting(Blob::getGeneration).isSorted();
        assertThat(versions.subList(2, 5)).extracting(Blob::getGeneration).isSorted();
        assertThat(versions)
                .extracting(blob -> blob.getDeleteTimeOffsetDateTime() == null)
                .containsExactly(false, false, false, false, true);
        assertThat(names()).containsExactly("b");
    }

    @Test
    void hasOnlyTheFieldsThatWereAskedFor() {
        writeAll("a");
        Blob blob = storage.list("bkt", BlobListOption.fields(BlobField.SIZE))
                .getValues()
                .iterator()
                .next();
        assertThat(blob.getName()).isEqualTo("a");
        assertThat(blob.getSize()).isEqualTo(1);
        assertThat(blob.getCrc32c()).isNull();
        assertThat(get(OBJECTS + "/a?fields=name,metadata").body()).isEqualTo("{\"name\":\"a\"}");
        assertThat(get(OBJECTS + "?fields=*").body()).contains("crc32c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pageToken=x", "pageToken=***", "maxResults=-1", "fields=items(", "fields=", "fields=a)"})
    void badParametersAreRefused(String parameter) {
        assertThat(get(OBJECTS + "?" + parameter).statusCode()).isEqualTo(400);
    }

    @Test
    void aPageHasAtMostAThousand() {
        Store store = new Store(InstantSource.system());
        store.createBucket("many", Map.of(), bucket -> bucket);
        for (int i = 0; i < 1001; i++) {
            store.put(store.begin("many", "x" + i, Preconditions.NONE), Content.of(new byte[0]), Map.of());
        }
        try (GcsDouble full = GcsDouble.start(store)) {
            Storage client = client(full);
            assertThat(client.list("many", BlobListOption.pageSize(5000)).getValues())
                    .hasSize(1000);
            assertThat(client.list("many").iterateAll()).hasSize(1001);
            assertThat(full.requests()).containsExactly(Map.entry(GcsCall.OBJECTS_LIST, 3L));
        }
    }

    private void writeAll(String... names) {
        Stream.of(names).forEach(name -> write(name, "1"));
    }

    private List<String> names(BlobListOption... options) {
        return storage.list("bkt", options).streamAll().map(Blob::getName).toList();
    }
}
