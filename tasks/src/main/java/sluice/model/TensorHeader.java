package sluice.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a tensor file: what stands where, and the metadata.
 *
 * @param metadata string to string, without the checksum
 * @param entries one a tensor, in the order of the file
 * @param digits the checksum as it stands there
 */
record TensorHeader(SequencedMap<String, String> metadata, List<Entry> entries, String digits) {
  /**
   * How every header begins: the checksum stands first, so it is found before anything is parsed.
   */
  static final byte[] START =
      "{\"__metadata__\":{\"sha256\":\"".getBytes(StandardCharsets.US_ASCII);

  /** Bytes of the length that stands before the header. */
  static final int LENGTH_BYTES = 8;

  /** Where the checksum's first digit stands in the file. */
  static final int DIGITS_AT = LENGTH_BYTES + START.length;

  /** The longest header, as the safetensors layout has it. */
  static final int MOST_BYTES = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final String CHECKSUM = "sha256";
  private static final String NO_DIGITS = "0".repeat(Sha256.DIGITS);
  private static final int MOST_NAMED = 20_000; // tensors, and texts
  private static final int MOST_SIZES = 8;
  private static final int MOST_NAME = 1_000;
  private static final int ALIGNMENT = 8;
  private static final StrictJson JSON =
      new StrictJson(new StrictJson.Limits(4, 20, MOST_NAMED * 26));

  /**
   * Where one tensor stands.
   *
   * @param from first byte, counted from the end of the header
   * @param bytes how many
   */
  record Entry(String name, Tensor.Type type, List<Integer> shape, long from, long bytes) {
    int length() {
      return (int) (bytes / type.bytes());
    }
  }

  /**
   * The length and the header as bytes, the checksum's digits all 0.
   *
   * @throws IllegalArgumentException if a name or text cannot stand in a file
   */
  static byte[] bytes(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode root = StrictJson.object();
    ObjectNode texts = root.putObject(METADATA).put(CHECKSUM, NO_DIGITS);
    new TreeMap<>(metadata).forEach((key, text) -> texts.put(checkedKey(key), checkedText(text)));
    long at = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      Tensor tensor = named.getValue();
      ObjectNode entry = root.putObject(checkedKey(named.getKey()));
      entry.put("dtype", tensor.type().name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      ArrayNode offsets = entry.putArray("data_offsets").add(at);
      at += (long) tensor.length() * tensor.type().bytes();
      offsets.add(at);
    }
    byte[] json = StrictJson.text(root).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    checkRoom("tensors", tensors.size(), MOST_NAMED);
    checkRoom("texts", metadata.size(), MOST_NAMED);
    checkRoom("bytes of header", json.length + padding, MOST_BYTES);
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH_BYTES + json.length + padding)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length + padding)
            .put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private static void checkRoom(String what, int count, int most) {
    if (count > most) {
      throw new IllegalArgumentException(
          Place.text("a file holds at most %d %s, these are %d", most, what, count));
    }
  }

  private static String checkedKey(String key) {
    if (!sane(key) || key.equals(METADATA) || key.equals(CHECKSUM)) {
      throw new IllegalArgumentException(
          "a name in a file has 1 to "
              + MOST_NAME
              + " characters, none of them a control character, and is neither \""
              + METADATA
              + "\" nor \""
              + CHECKSUM
              + "\"; was \""
              + key
              + "\"");
    }
    return key;
  }

  private static String checkedText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("half a surrogate pair cannot stand in a file: " + text);
    }
    return text;
  }

  private static boolean sane(String key) {
    return !key.isEmpty()
        && key.length() <= MOST_NAME
        && key.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(key);
  }

  /**
   * Reads a header that begins with {@link #START}.
   *
   * @param json the header without the length before it
   * @param data how many bytes stand after it
   * @throws BadModelFile if anything in it is not as the layout has it
   */
  static TensorHeader parse(Place place, byte[] json, long data) {
    ObjectNode root;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      root = JSON.object(text);
    } catch (CharacterCodingException e) {
      throw place.damaged("the header is not UTF-8 text");
    } catch (JacksonException e) {
      throw place.damaged("the header is not the JSON of this layout: %s", e.getOriginalMessage());
    }
    SequencedMap<String, String> metadata = metadata(place, root.path(METADATA));
    String digits = metadata.remove(CHECKSUM);
    List<Entry> entries = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, JsonNode> named : root.properties()) {
      if (!named.getKey().equals(METADATA)) {
        Entry entry = entry(place, named.getKey(), named.getValue(), at);
        at += entry.bytes();
        entries.add(entry);
      }
    }
    if (at != data) {
      throw place.damaged(
          "the header lists %d bytes of numbers, the file has %d: it was cut or added to",
          at, data);
    }
    return new TensorHeader(metadata, List.copyOf(entries), String.valueOf(digits));
  }

  private static SequencedMap<String, String> metadata(Place place, JsonNode node) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> named : node.properties()) {
      if (!named.getValue().isString() || !sane(named.getKey())) {
        throw place.in(METADATA).damaged("metadata must be named texts");
      }
      metadata.put(named.getKey(), named.getValue().stringValue());
    }
    return metadata;
  }

  private static Entry entry(Place file, String name, JsonNode node, long at) {
    Place place = file.in("tensor " + (sane(name) ? name : "with an unusable name"));
    if (!sane(name) || !node.isObject() || node.size() != 3) {
      throw place.damaged("a tensor must have a name, dtype, shape and data_offsets, nothing more");
    }
    Tensor.Type type = type(place, node.path("dtype"));
    List<Integer> shape = shape(place, node.path("shape"));
    JsonNode offsets = node.path("data_offsets");
    long bytes = (long) TensorBytes.count(shape) * type.bytes();
    boolean fits =
        bytes >= 0
            && offsets.isArray()
            && offsets.size() == 2
            && isLong(offsets.get(0), at)
            && isLong(offsets.get(1), at + bytes);
    if (!fits) {
      throw place.damaged(
          "dtype %s, shape %s and data_offsets %s do not fit, or do not begin at byte %d",
          type, shape, StrictJson.brief(offsets), at);
    }
    return new Entry(name, type, shape, at, bytes);
  }

  private static boolean isLong(JsonNode node, long value) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() == value;
  }

  private static Tensor.Type type(Place place, JsonNode node) {
    for (Tensor.Type type : Tensor.Type.values()) {
      if (node.isString() && node.stringValue().equals(type.name())) {
        return type;
      }
    }
    throw place.foreign(
        "dtype must be one of %s, was %s", List.of(Tensor.Type.values()), StrictJson.brief(node));
  }

  private static List<Integer> shape(Place place, JsonNode node) {
    boolean fits = node.isArray() && node.size() <= MOST_SIZES;
    List<Integer> shape = new ArrayList<>();
    for (JsonNode size : node) {
      fits = fits && size.isIntegralNumber() && size.canConvertToInt() && size.intValue() >= 0;
      if (fits) {
        shape.add(size.intValue());
      }
    }
    if (!fits) {
      throw place.damaged(
          "shape must be at most %d sizes, none negative, was %s",
          MOST_SIZES, StrictJson.brief(node));
    }
    return List.copyOf(shape);
  }
}
