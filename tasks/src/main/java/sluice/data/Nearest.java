package sluice.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name nearest to a mistyped one, for "did you mean" in messages. */
public final class Nearest {
  /** Most names that a hint lists. */
  private static final int MOST_LISTED = 12;

  private Nearest() {}

  /**
   * The known name within a third of the letters of {@code name} (at least one letter), upper and
   * lower case alike; the first of several equally near.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    String best = "";
    int least = Math.max(1, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** A sentence that helps on: {@code Did you mean "x"?}, or else the known names. */
  public static String hint(String name, Collection<String> known) {
    Optional<String> nearest = of(name, known);
    if (nearest.isPresent()) {
      return "Did you mean " + BadData.quote(nearest.get()) + "?";
    }
    if (known.isEmpty()) {
      return "None is known.";
    }
    String rest = known.size() > MOST_LISTED ? ", … (" + known.size() + " in all)" : "";
    return "Known: " + String.join(", ", known.stream().limit(MOST_LISTED).toList()) + rest + ".";
  }

  /**
   * Letters to insert, delete, replace or swap with their neighbour until {@code a} is {@code b}
   * (optimal string alignment).
   */
  public static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
