package sluice.experiment.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes {@link Node}s as YAML: one key a line, lists of words in brackets, LF at line ends. */
final class YamlWriter {
  /** Text that YAML reads as itself without quotes, whatever its place. */
  private static final Pattern BARE = Pattern.compile("(\\.{0,2}/)*[A-Za-z][A-Za-z0-9_./-]*");

  /** Words that mean something where text is expected. */
  private static final Pattern MEANT =
      Pattern.compile("null|true|false|yes|no|y|n|on|off|none|auto", Pattern.CASE_INSENSITIVE);

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** The text of a mapping. */
  static String write(Node.Mapping root) {
    var writer = new YamlWriter();
    writer.entries(root.entries(), 0, "");
    return writer.out.toString();
  }

  private void entries(List<Node.Entry> entries, int depth, String lead) {
    var start = lead;
    for (var entry : entries) {
      out.append(start.isEmpty() ? "  ".repeat(depth) : start).append(word(entry.key(), false));
      out.append(':');
      value(entry.value(), depth);
      start = "";
    }
  }

  private void value(Node node, int depth) {
    switch (node) {
      case Node.Mapping(List<Node.Entry> entries, _) when !entries.isEmpty() -> {
        out.append('\n');
        entries(entries, depth + 1, "");
      }
      case Node.Sequence(List<Node> items, _) when items.stream().anyMatch(YamlWriter::hasKeys) -> {
        out.append('\n');
        for (var item : items) {
          // The dash takes the place of one indentation: its keys stand one deeper.
          var dash = "  ".repeat(depth + 1) + "- ";
          if (hasKeys(item)) {
            entries(((Node.Mapping) item).entries(), depth + 2, dash);
          } else {
            out.append(dash).append(flow(item)).append('\n');
          }
        }
      }
      default -> out.append(' ').append(flow(node)).append('\n');
    }
  }

  private static boolean hasKeys(Node node) {
    return node instanceof Node.Mapping(List<Node.Entry> entries, _) && !entries.isEmpty();
  }

  /** On one line, in brackets and braces. */
  static String flow(Node node) {
    return switch (node) {
      case Node.Scalar(String text, boolean plain, _) -> word(text, plain);
      case Node.Sequence(List<Node> items, _) ->
          items.stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]"));
      case Node.Mapping(List<Node.Entry> entries, _) ->
          entries.stream()
              .map(entry -> word(entry.key(), false) + ": " + flow(entry.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Node.Broken _ -> throw new IllegalArgumentException("cannot write what was not read");
    };
  }

  private static String word(String text, boolean plain) {
    boolean bare = BARE.matcher(text).matches() && !MEANT.matcher(text).matches();
    return plain || bare ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (visible(c)) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04X" : "\\U%08X", c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
