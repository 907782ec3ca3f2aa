package sluice.model;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
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
  private static final int BYTES_A_TOKEN = 256; // of heap, a generous measure of the largest node
  private static final JsonMapper WRITER =
      JsonMapper.builder(
              JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build())
          .build();

  private final JsonMapper reader;

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
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    reader =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /** The one object that {@code text} holds. */
  ObjectNode object(String text) throws JacksonException {
    JsonNode node = reader.readTree(text);
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw MismatchedInputException.from(null, ObjectNode.class, "one JSON object is expected");
  }

  /** An empty object. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The text of {@code node}: no spaces, keys in their order, shortest numbers. */
  static String text(JsonNode node) {
    return WRITER.writeValueAsString(node);
  }

  /** The beginning of the text of {@code node}, for a message. */
  static String brief(JsonNode node) {
    String text = text(node);
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
