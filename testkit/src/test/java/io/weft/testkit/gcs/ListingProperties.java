package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Pages of any size give what a plain look at all names gives, each entry once and in order. */
class ListingProperties {
    @Property(tries = 500)
    void pagesGiveWhatThereIs(
            @ForAll @Size(max = 30) Set<@From("names") String> names,
            @ForAll("prefixes") String prefix,
            @ForAll("delimiters") String delimiter,
            @ForAll("prefixes") String start,
            @ForAll("prefixes") String end,
            @ForAll @IntRange(min = 1, max = 7) int pageSize) {
        Store store = new Store(InstantSource.system());
        store.createBucket("bkt", Map.of(), bucket -> bucket);
        for (String name : names) {
            store.put(store.begin("bkt", name, Preconditions.NONE), Content.of(new byte[0]), Map.of());
        }

        Map<String, String> query = new HashMap<>(Map.of("maxResults", Integer.toString(pageSize)));
        query.put("prefix", prefix);
        query.put("delimiter", delimiter);
        query.put("startOffset", start);
        query.put("endOffset", end);
        assertThat(listed(store, query)).containsExactlyElementsOf(expected(names, prefix, delimiter, start, end));
    }

    /** Entries in the order in which pages have them; within a page, items and prefixes are merged by name. */
    private static List<String> listed(Store store, Map<String, String> query) {
        List<String> entries = new ArrayList<>();
        do {
            Listing listing = new Listing(request(query));
            Map<String, Object> page =
                    store.look("bkt", bucket -> listing.page(bucket, object -> Map.of("name", object.name())));
            List<String> ofPage = new ArrayList<>();
            ((Collection<?>) page.getOrDefault("prefixes", List.of())).forEach(prefix -> ofPage.add(prefix.toString()));
            ((Collection<?>) page.getOrDefault("items", List.of()))
                    .forEach(item -> ofPage.add(((Map<?, ?>) item).get("name").toString()));
            ofPage.sort(ListingProperties::compare);
            entries.addAll(ofPage);
            query.remove("pageToken");
            if (page.get("nextPageToken") instanceof String token) {
                query.put("pageToken", token);
            }
        } while (query.containsKey("pageToken"));
        return entries;
    }

    private static Request request(Map<String, String> query) {
        StringBuilder raw = new StringBuilder();
        query.forEach((key, value) -> raw.append('&').append(key).append('=').append(URLEncoder.encode(value, UTF_8)));
        return new Request("GET", "/", raw.toString(), Map.of(), new byte[0]);
    }

    private static List<String> expected(Set<String> names, String prefix, String delimiter, String start, String end) {
        return names.stream()
                .filter(name -> name.startsWith(prefix) && compare(name, start) >= 0)
                .filter(name -> end.isEmpty() || compare(name, end) < 0)
                .map(name -> {
                    int at = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
                    return at < 0 ? name : name.substring(0, at + delimiter.length());
                })
                .distinct()
                .sorted(ListingProperties::compare)
                .toList();
    }

    private static int compare(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "/", "-", "0", "\uFF01", "\uD83D\uDE00")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.of("", "", "a", "a/", "/", "b-", "\uFF01", "\uD83D\uDE00");
    }

    @Provide
    Arbitrary<String> delimiters() {
        return Arbitraries.of("", "/", "/", "b/", "\uFF01");
    }
}
