package sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object, built by what is saved and asked by what is read: named texts, numbers, flags,
 * lists and further objects, in the order they were put.
 *
 * <p>Asked for what is not there or is of another kind, one out of a file throws {@link
 * BadModelFile}, which names the place; any other throws {@link IllegalArgumentException}. Numbers
 * keep every bit; none is infinite or NaN. Not thread-safe while it is built.
 */
public final class JsonObject {
  private static final StrictJson JSON = new StrictJson(new StrictJson.Limits(100, 40, 4_000_000));

  private final ObjectNode node;
  private final Optional<Place> place;

  private JsonObject(ObjectNode node, Optional<Place> place) {
    this.node = node;
    this.place = place;
  }

  /** An object that holds nothing yet. */
  public static JsonObject empty() {
    return new JsonObject(StrictJson.object(), Optional.empty());
  }

  /** The object in {@code text}, which stands in a file at {@code place}. */
  static JsonObject in(Place place, String text) {
    try {
      return new JsonObject(JSON.object(text), Optional.of(place));
    } catch (JacksonException e) {
      throw place.foreign("it is not one JSON object: %s", e.getOriginalMessage());
    }
  }

  /**
   * The object in {@code text}.
   *
   * @throws IllegalArgumentException if it is not one, or more than a file may hold
   */
  public static JsonObject of(String text) {
    try {
      return new JsonObject(JSON.object(text), Optional.empty());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not one JSON object: " + e.getOriginalMessage(), e);
    }
  }

  /** Puts a text. Modified. */
  public JsonObject put(String key, String value) {
    node.put(key, value);
    return this;
  }

  /** Puts a whole number. Modified. */
  public JsonObject put(String key, long value) {
    node.put(key, value);
    return this;
  }

  /** Puts a number; its shortest digits that give it back. Modified. */
  public JsonObject put(String key, float value) {
    checkFinite(key, value);
    node.put(key, value);
    return this;
  }

  /** Puts a number; its shortest digits that give it back. Modified. */
  public JsonObject put(String key, double value) {
    checkFinite(key, value);
    node.put(key, value);
    return this;
  }

  /** Puts a flag. Modified. */
  public JsonObject put(String key, boolean value) {
    node.put(key, value);
    return this;
  }

  /** Puts a copy of an object. Modified. */
  public JsonObject put(String key, JsonObject value) {
    node.set(key, value.node.deepCopy());
    return this;
  }

  /** Puts a list of texts. Modified. */
  public JsonObject putTexts(String key, List<String> values) {
    ArrayNode array = node.putArray(key);
    values.forEach(array::add);
    return this;
  }

  /** Puts a list of numbers. Modified. */
  public JsonObject putNumbers(String key, double... values) {
    ArrayNode array = node.putArray(key);
    for (double value : values) {
      checkFinite(key, value);
      array.add(value);
    }
    return this;
  }

  /** Puts a list of copies of objects. Modified. */
  public JsonObject putObjects(String key, List<JsonObject> values) {
    ArrayNode array = node.putArray(key);
    values.forEach(value -> array.add(value.node.deepCopy()));
    return this;
  }

  private static void checkFinite(String key, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(key + " must be finite to be saved, was " + value);
    }
  }

  /** Whether there is a value of this name. */
  public boolean has(String key) {
    return node.has(key);
  }

  /** All names, in their order. */
  public List<String> keys() {
    return List.copyOf(node.propertyNames());
  }

  /** The text of this name. */
  public String text(String key) {
    return ask(key, "a text", JsonNode::isString).stringValue();
  }

  /** The whole number of this name. */
  public long whole(String key) {
    return ask(key, "a whole number", JsonObject::isWhole).longValue();
  }

  /** The whole number of this name, from {@code least} to {@code most}. */
  public int whole(String key, int least, int most) {
    String kind = "a whole number from " + least + " to " + most;
    Predicate<JsonNode> fits =
        value -> isWhole(value) && value.longValue() >= least && value.longValue() <= most;
    return ask(key, kind, fits).intValue();
  }

  /** The number of this name. */
  public double number(String key) {
    return ask(key, "a number", JsonObject::isNumber).doubleValue();
  }

  /** The flag of this name. */
  public boolean flag(String key) {
    return ask(key, "true or false", JsonNode::isBoolean).booleanValue();
  }

  /** Whether the value of this name is an object. */
  boolean isObject(String key) {
    return node.path(key).isObject();
  }

  /** The object of this name; changes to it show here. */
  public JsonObject object(String key) {
    return object(ask(key, "an object", JsonNode::isObject), place.map(here -> here.in(key)));
  }

  /** The list of texts of this name. */
  public List<String> texts(String key) {
    return list(key, "a list of texts", JsonNode::isString, JsonNode::stringValue);
  }

  /** The list of numbers of this name. */
  public double[] numbers(String key) {
    return list(key, "a list of numbers", JsonObject::isNumber, JsonNode::doubleValue).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** The list of objects of this name. */
  public List<JsonObject> objects(String key) {
    List<JsonNode> nodes = list(key, "a list of objects", JsonNode::isObject, Function.identity());
    List<JsonObject> objects = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      int index = i;
      objects.add(object(nodes.get(i), place.map(here -> here.in(key).at(index))));
    }
    return List.copyOf(objects);
  }

  /** Refuses any name that is not one of these. */
  public void onlyKeys(String... known) {
    onlyKeys(List.of(known));
  }

  void onlyKeys(List<String> known) {
    Set<String> unknown = new TreeSet<>(node.propertyNames());
    Set<String> names = new TreeSet<>(known);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw wrong("unknown entries " + unknown + ", known are " + names);
    }
  }

  /** The error for a value in this object that cannot be used. */
  RuntimeException wrong(String what) {
    return place
        .<RuntimeException>map(here -> here.foreign("%s", what))
        .orElseGet(() -> new IllegalArgumentException(what));
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  private static boolean isNumber(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue());
  }

  private static JsonObject object(JsonNode node, Optional<Place> place) {
    return new JsonObject((ObjectNode) node, place);
  }

  private JsonNode ask(String key, String kind, Predicate<JsonNode> fits) {
    JsonNode value = node.path(key);
    if (!fits.test(value)) {
      throw wrong(key + " must be " + kind + ", " + found(value));
    }
    return value;
  }

  private <V> List<V> list(
      String key, String kind, Predicate<JsonNode> fits, Function<JsonNode, V> as) {
    JsonNode value = ask(key, kind, JsonNode::isArray);
    List<V> values = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      if (!fits.test(element)) {
        throw wrong(
            key + " must be " + kind + ", its entry " + values.size() + " " + found(element));
      }
      values.add(as.apply(element));
    }
    return List.copyOf(values);
  }

  private static String found(JsonNode value) {
    return value.isMissingNode() ? "is not there" : "was " + StrictJson.brief(value);
  }

  /** Whether the other one has the same text. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject object && toString().equals(object.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The JSON text, without spaces. */
  @Override
  public String toString() {
    return StrictJson.text(node);
  }
}
