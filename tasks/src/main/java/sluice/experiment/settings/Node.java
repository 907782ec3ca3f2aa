package sluice.experiment.settings;

import java.util.List;
import java.util.Set;

/** A piece of YAML with the place it was written at. */
public sealed interface Node {
  /** What YAML reads as no value. */
  Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  /**
   * Where the piece starts.
   *
   * @return its place
   */
  Origin origin();

  /**
   * One word, number or text.
   *
   * @param text the characters, without quotes
   * @param plain whether it was written without quotes
   * @param origin where it starts
   */
  record Scalar(String text, boolean plain, Origin origin) implements Node {
    boolean nothing() {
      return plain && NOTHING.contains(text);
    }
  }

  /**
   * A list.
   *
   * @param items in order
   * @param origin where it starts
   */
  record Sequence(List<Node> items, Origin origin) implements Node {}

  /**
   * Keys with values.
   *
   * @param entries in the order of the file, doubled keys included
   * @param origin where it starts
   */
  record Mapping(List<Entry> entries, Origin origin) implements Node {}

  /**
   * A piece that has been reported already; nothing more is said about it.
   *
   * @param origin where it starts
   */
  record Broken(Origin origin) implements Node {}

  /**
   * A key with its value.
   *
   * @param key the key
   * @param at where the key stands
   * @param value the value
   */
  record Entry(String key, Origin at, Node value) {}

  /**
   * Says what a reader sees here, for an error.
   *
   * @return words that follow "found"
   */
  default String found() {
    return switch (this) {
      case Scalar scalar when scalar.nothing() -> "nothing";
      case Scalar(String text, boolean plain, _) ->
          "\"" + shortened(text) + "\"" + (plain ? "" : " in quotes");
      case Sequence(List<Node> items, _) when items.isEmpty() -> "an empty list";
      case Sequence _ -> "a list";
      case Mapping(List<Entry> entries, _) when entries.isEmpty() -> "{} (no keys)";
      case Mapping(List<Entry> entries, _) ->
          "keys beneath it (\"" + shortened(entries.getFirst().key()) + "\" …)";
      case Broken _ -> "something unreadable";
    };
  }

  private static String shortened(String text) {
    var visible = text.codePoints().limit(41).map(c -> Character.isISOControl(c) ? '�' : c);
    var shown =
        visible.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return shown.codePointCount(0, shown.length()) > 40
        ? shown.substring(0, shown.offsetByCodePoints(0, 40)) + "…"
        : shown.toString();
  }
}
