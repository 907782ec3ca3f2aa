package sluice.experiment.settings;

import java.util.Map;
import java.util.Set;

/**
 * What came of reading settings.
 *
 * @param <T> the record
 * @param value the record; to be used only where there are no problems
 * @param problems everything found wrong so far
 * @param origins where each key stands that was given, by path
 * @param changed the keys, by path, whose value is not their default
 * @param start where the settings start
 */
public record Reading<T extends Record>(
    T value, Problems problems, Map<String, Origin> origins, Set<String> changed, Origin start) {
  /**
   * Says whether a key, or one beneath it, is given with another value than its default.
   *
   * @param key the key's path
   * @return true when it is
   */
  public boolean changes(String key) {
    return changed.stream().anyMatch(path -> path.equals(key) || path.startsWith(key + "."));
  }

  /**
   * Notes that values which are right alone do not go together. It says nothing where one of the
   * keys has a problem already.
   *
   * @param holds whether they do
   * @param key the key to change
   * @param message what was found and expected
   * @param others the other keys that were looked at
   */
  public void require(boolean holds, String key, String message, String... others) {
    if (holds || problems.touches(key)) {
      return;
    }
    for (var other : others) {
      if (problems.touches(other)) {
        return;
      }
    }
    problems.add(originOf(key), key, message);
  }

  private Origin originOf(String key) {
    for (var path = key;
        !path.isEmpty();
        path = path.substring(0, Math.max(0, path.lastIndexOf('.')))) {
      var origin = origins.get(path);
      if (origin != null) {
        return origin;
      }
    }
    return start;
  }
}
