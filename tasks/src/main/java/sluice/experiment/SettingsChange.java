package sluice.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What two printed experiments differ in, in words. */
final class SettingsChange {
  private static final int MOST_NAMED = 3; // more would be a list, and no sentence

  private SettingsChange() {}

  /**
   * Names the keys with other values.
   *
   * @param then an experiment as it was printed before
   * @param now as it is printed now
   * @return such as {@code training.batch was 16, is 32 now}; empty if they are equal
   */
  static String between(String then, String now) {
    SequencedMap<String, String> before = flat(then);
    SequencedMap<String, String> after = flat(now);
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : keys) {
      String was = before.getOrDefault(key, "absent");
      String is = after.getOrDefault(key, "absent");
      if (!was.equals(is)) {
        changes.add(key + " was " + was + ", is " + is + " now");
      }
    }
    String named = String.join("; ", changes.subList(0, Math.min(MOST_NAMED, changes.size())));
    int more = changes.size() - MOST_NAMED;
    return more > 0 ? named + "; and " + more + " more" : named;
  }

  private static SequencedMap<String, String> flat(String yaml) {
    SequencedMap<String, String> flat = new LinkedHashMap<>();
    flatten("", new Load(LoadSettings.builder().build()).loadFromString(yaml), flat);
    return flat;
  }

  private static void flatten(String key, Object value, Map<String, String> into) {
    String prefix = key.isEmpty() ? "" : key + ".";
    switch (value) {
      case Map<?, ?> map -> map.forEach((name, own) -> flatten(prefix + name, own, into));
      case List<?> list when list.stream().anyMatch(Map.class::isInstance) -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(prefix + i, list.get(i), into);
        }
      }
      case null -> into.put(key, "none");
      default -> into.put(key, value.toString());
    }
  }
}
