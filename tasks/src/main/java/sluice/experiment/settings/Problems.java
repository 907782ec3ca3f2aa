package sluice.experiment.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with the settings, so that one reading reports all of it. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  /** No problem yet. */
  public Problems() {}

  /**
   * Notes one problem.
   *
   * @param at where it stands
   * @param key the key's path, or nothing
   * @param message what was found and expected
   */
  public void add(Origin at, String key, String message) {
    found.add(new Problem(at.source(), at.line(), at.column(), key, message));
    keys.add(key);
  }

  /** Notes that a key has no value worth checking; why has been said elsewhere. */
  void spoil(String key) {
    keys.add(key);
  }

  /**
   * Says whether a key, one above it or one below it has a problem: its value means nothing then.
   *
   * @param key the key's path
   * @return true when no rule should look at the key any more
   */
  public boolean touches(String key) {
    return keys.stream()
        .anyMatch(bad -> bad.equals(key) || bad.startsWith(key + ".") || key.startsWith(bad + "."));
  }

  /**
   * All problems, those with a line first and in the order of the file.
   *
   * @return an unmodifiable list
   */
  public List<Problem> list() {
    var byPlace =
        Comparator.comparing((Problem problem) -> problem.line() == 0)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column);
    return found.stream().sorted(byPlace).toList();
  }
}
