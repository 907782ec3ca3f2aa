package sluice.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.nn.Activation;

/**
 * An activation in JSON: its name as a text, or an object of {@code type} and its parameter where
 * it has one.
 */
final class ActivationJson {
  private static final String KEY = "activation";

  private ActivationJson() {}

  /** Puts it under its key. Modified. */
  static JsonObject put(JsonObject json, Activation activation) {
    String name = name(activation.kind());
    return activation.kind().hasParameter()
        ? json.put(
            KEY,
            JsonObject.empty()
                .put("type", name)
                .put(parameter(activation.kind()), activation.parameter()))
        : json.put(KEY, name);
  }

  /**
   * The one under its key.
   *
   * @throws BadModelFile if it is not known here
   */
  static Activation read(JsonObject json) {
    if (!json.isObject(KEY)) {
      return new Activation(kind(json, json.text(KEY), false));
    }
    JsonObject object = json.object(KEY);
    Activation.Kind kind = kind(object, object.text("type"), true);
    object.onlyKeys("type", parameter(kind));
    return new Activation(kind, (float) object.number(parameter(kind)));
  }

  private static Activation.Kind kind(JsonObject json, String name, boolean parameter) {
    Optional<Activation.Kind> kind =
        kinds(parameter).filter(known -> name(known).equals(name)).findFirst();
    return kind.orElseThrow(() ->
        json.wrong(
            Place.text(
                "unknown activation \"%s\"%s, known are %s",
                name,
                parameter ? " with a parameter" : "",
                kinds(parameter).map(ActivationJson::name).collect(Collectors.joining(", ")))));
  }

  private static Stream<Activation.Kind> kinds(boolean parameter) {
    return Stream.of(Activation.Kind.values()).filter(kind -> kind.hasParameter() == parameter);
  }

  private static String name(Activation.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String parameter(Activation.Kind kind) {
    return kind == Activation.Kind.ELU ? "alpha" : "slope";
  }
}
