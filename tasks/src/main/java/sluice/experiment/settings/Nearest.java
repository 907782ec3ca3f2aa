package sluice.experiment.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known name with the smallest edit distance, if it is near enough to be meant.
   *
   * @param word what was typed
   * @param known the names there are
   * @return the nearest, the earlier one of two as near; empty when none is near
   */
  public static Optional<String> of(String word, Collection<String> known) {
    int length = word.length();
    return known.stream()
        .filter(name -> Math.abs(name.length() - length) <= length)
        .filter(name ->
            sluice.data.Nearest.distance(word, name)
                <= Math.max(1, Math.max(length, name.length()) / 3))
        .min(Comparator.comparingInt(name -> sluice.data.Nearest.distance(word, name)))
        .or(() -> known.stream().filter(name -> within(word, name)).findFirst());
  }

  /**
   * The end of a sentence about an unknown name: the nearest one, or all there are.
   *
   * @param word what was typed
   * @param known the names there are
   * @return for instance "; did you mean epochs?"
   */
  static String hint(String word, List<String> known) {
    return of(word, known)
        .map(name -> "; did you mean " + name + "?")
        .orElse("; known here: " + String.join(", ", known));
  }

  /** The end of a sentence about an unknown key of a group: also looks in the whole of the keys. */
  static String hint(String word, Kind.Group group, Kind.Group root) {
    return of(word, group.allNames())
        .or(() -> elsewhere(root, "", word))
        .map(name -> "; did you mean " + name + "?")
        .orElseGet(() -> hint(word, group.allNames()));
  }

  /** The path of a key that has just this name, but stands in another place. */
  private static Optional<String> elsewhere(Kind.Group group, String path, String word) {
    for (var key : group.keys()) {
      var here = Binder.under(path, key.name());
      if (key.names().contains(word)) {
        return Optional.of(here);
      }
      var kind = key.kind() instanceof Kind.Maybe(Kind of, _) ? of : key.kind();
      if (kind instanceof Kind.Group beneath) {
        var found = elsewhere(beneath, here, word);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether two names differ only in case, hyphens and underscores. */
  static boolean alike(String one, String other) {
    return one.equals(other) || (!bare(one).isEmpty() && bare(one).equals(bare(other)));
  }

  private static String bare(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static boolean within(String word, String name) {
    return word.length() >= 3 && (name.contains(word) || word.contains(name) && name.length() > 3);
  }
}
