package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** One page of a listing of objects. For one request. */
final class Listing {
    private static final long LARGEST_PAGE = 1000;

    private final String prefix;
    private final String delimiter;
    private final String startOffset;
    private final String endOffset;
    private final boolean versions;
    private final long most;
    private final Place after;

    private final List<StoredObject> items = new ArrayList<>();
    private final Set<String> prefixes = new LinkedHashSet<>();

    Listing(Request request) {
        this.prefix = request.parameter("prefix").orElse("");
        this.delimiter = request.parameter("delimiter").orElse("");
        this.startOffset = request.parameter("startOffset").orElse("");
        this.endOffset = request.parameter("endOffset").orElse("");
        this.versions = request.isTrue("versions");
        this.most = pageSize(request);
        this.after = request.parameter("pageToken").map(Place::of).orElse(Place.START);
    }

    /** How many entries a page may have. */
    static long pageSize(Request request) {
        long asked = request.number("maxResults").orElse(LARGEST_PAGE);
        return asked == 0 ? LARGEST_PAGE : Math.min(asked, LARGEST_PAGE);
    }

    Map<String, Object> page(StoredBucket bucket, Function<StoredObject, Map<String, Object>> resource) {
        Place last = Place.START;
        boolean more = false;
        for (StoredObject object : (Iterable<StoredObject>) candidates(bucket)::iterator) {
            Place place = placeOf(object);
            if (place.isCoveredBy(after) || place.equals(last)) {
                continue;
            }
            if (items.size() + prefixes.size() == most) {
                more = true;
                break;
            }
            if (place.isPrefix()) {
                prefixes.add(place.name());
            } else {
                items.add(object);
            }
            last = place;
        }
        return page(resource, more ? last.token() : "");
    }

    private Map<String, Object> page(Function<StoredObject, Map<String, Object>> resource, String nextPageToken) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("kind", "storage#objects");
        if (!nextPageToken.isEmpty()) {
            page.put("nextPageToken", nextPageToken);
        }
        if (!prefixes.isEmpty()) {
            page.put("prefixes", List.copyOf(prefixes));
        }
        if (!items.isEmpty()) {
            page.put("items", items.stream().map(resource).toList());
        }
        return page;
    }

    /** What the listing is about and does not lie before the page, in order. */
    private Stream<StoredObject> candidates(StoredBucket bucket) {
        String first = Collections.max(List.of(prefix, startOffset, after.name()), StoredBucket.UTF8_ORDER);
        return bucket.from(first).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .takeWhile(
                        entry -> endOffset.isEmpty() || StoredBucket.UTF8_ORDER.compare(entry.getKey(), endOffset) < 0)
                .flatMap(entry -> entry.getValue().stream())
                .filter(version -> versions || version.isLive());
    }

    /** Either the object's own, or that of the prefix that stands for it. */
    private Place placeOf(StoredObject object) {
        int end = delimiter.isEmpty() ? -1 : object.name().indexOf(delimiter, prefix.length());
        return end < 0
                ? new Place(object.name(), object.generation())
                : new Place(object.name().substring(0, end + delimiter.length()), Place.PREFIX);
    }

    /**
     * A place in a listing, which a page token carries to the next request.
     *
     * @param name of an object or a prefix
     * @param generation that of the version, or {@link #PREFIX}
     */
    private record Place(String name, long generation) {
        static final long PREFIX = Long.MAX_VALUE;
        static final Place START = new Place("", 0);

        static Place of(String token) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
                int end = text.indexOf('\n');
                return new Place(text.substring(end + 1), Long.parseLong(text.substring(0, Math.max(end, 0))));
            } catch (IllegalArgumentException e) {
                throw GcsError.invalid("Invalid value for: pageToken");
            }
        }

        String token() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString((generation + "\n" + name).getBytes(UTF_8));
        }

        boolean isPrefix() {
            return generation == PREFIX;
        }

        boolean isCoveredBy(Place last) {
            return name.equals(last.name) && generation <= last.generation;
        }
    }
}
