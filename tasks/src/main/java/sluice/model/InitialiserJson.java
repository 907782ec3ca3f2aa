package sluice.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.nn.Initialiser;

/** How weights began, in JSON: an object of {@code type} and, where it has one, {@code value}. */
final class InitialiserJson {
  private InitialiserJson() {}

  /** Puts it under a key. Modified. */
  static void put(JsonObject json, String key, Initialiser initialiser) {
    JsonObject object = JsonObject.empty().put("type", name(initialiser.kind()));
    json.put(
        key, initialiser.kind().hasValue() ? object.put("value", initialiser.value()) : object);
  }

  /**
   * The one under a key; empty where there is none.
   *
   * @throws BadModelFile if it is not known here
   */
  static Optional<Initialiser> read(JsonObject json, String key) {
    if (!json.has(key)) {
      return Optional.empty();
    }
    JsonObject object = json.object(key);
    String name = object.text("type");
    for (Initialiser.Kind kind : Initialiser.Kind.values()) {
      if (name(kind).equals(name)) {
        object.onlyKeys(kind.hasValue() ? new String[] {"type", "value"} : new String[] {"type"});
        float value = kind.hasValue() ? (float) object.number("value") : 0;
        return Optional.of(new Initialiser(kind, value));
      }
    }
    throw object.wrong(
        "unknown initialiser \""
            + name
            + "\", known are "
            + Stream.of(Initialiser.Kind.values())
                .map(InitialiserJson::name)
                .collect(Collectors.joining(", ")));
  }

  private static String name(Initialiser.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
