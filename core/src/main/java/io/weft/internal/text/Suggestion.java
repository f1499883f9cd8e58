package io.weft.internal.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. Thread-safe. */
public final class Suggestion {
    // A hostile file may have thousands of long words, and each comparison costs the product of two lengths.
    private static final int LONGEST = 64;
    private static final int MOST_KNOWN = 300;

    private Suggestion() {}

    /**
     * Finds the known word nearest to a mistyped one, by optimal string alignment without case.
     *
     * @param known the words there are
     * @param typed a word that is none of them
     * @return the nearest, the first of several; empty if none is near
     */
    public static Optional<String> among(Collection<String> known, String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String meant = simplified(typed);
        String nearest = null;
        int smallest = Math.min(2, 1 + typed.length() / 4) + 1;
        for (String word : known.stream().limit(MOST_KNOWN).toList()) {
            int distance = distance(simplified(word), meant, smallest);
            if (distance < smallest) {
                smallest = distance;
                nearest = word;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String simplified(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    // Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each costing one.
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            Arrays.fill(cost[i], limit);
            // Cells further from the diagonal cost at least the limit.
            for (int j = Math.max(0, i - limit); j <= Math.min(b.length(), i + limit); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
