package sluice.model;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON read under limits and written one way only.
 *
 * <p>Refused: a key that stands twice, anything after the object, more nesting, longer numbers or
 * more tokens than the limits say. No text can make it use more memory than a small multiple of its
 * length, or the stack.
 */
final class StrictJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int BYTES_A_TOKEN = 256; // of heap, a generous measure of the largest node
  private final JsonFactory reader;

  /** Made when first needed: to load a mapper takes longer than to read a model. */
  private static final class Writer {
    static final JsonMapper MAPPER =
        JsonMapper.builder(
                JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build())
            .build();
  }

  /**
   * What a text may have.
   *
   * @param depth levels of nesting
   * @param digits characters of one number
   * @param tokens values, keys and brackets together; fewer where the heap is small
   */
  record Limits(int depth, int digits, long tokens) {}

  StrictJson(Limits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxNumberLength(limits.digits())
            .maxTokenCount(
                Math.min(limits.tokens(), Runtime.getRuntime().maxMemory() / BYTES_A_TOKEN))
            .maxStringLength(TensorHeader.MOST_BYTES)
            .maxNameLength(10_000)
            .build();
    reader =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /** The one object that {@code text} holds. */
  ObjectNode object(String text) throws JacksonException {
    try (JsonParser parser = reader.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        ObjectNode object = members(parser);
        if (parser.nextToken() == null) {
          return object;
        }
      }
    }
    throw MismatchedInputException.from(null, ObjectNode.class, "one JSON object is expected");
  }

  // As a mapper would, without the hundreds of classes that it loads.

  private static ObjectNode members(JsonParser parser) {
    ObjectNode object = object();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode items(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      default -> throw new IllegalStateException("a value begins with " + parser.currentToken());
    };
  }

  /** An empty object. */
  static ObjectNode object() {
    return NODES.objectNode();
  }

  /** The text of {@code node}: no spaces, keys in their order, shortest numbers. */
  static String text(JsonNode node) {
    return Writer.MAPPER.writeValueAsString(node);
  }

  /** The beginning of the text of {@code node}, for a message. */
  static String brief(JsonNode node) {
    String text = text(node);
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
