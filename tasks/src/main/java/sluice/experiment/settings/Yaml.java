package sluice.experiment.settings;

import java.nio.file.Path;

/**
 * Any value, as the YAML that it is written in, on one line.
 *
 * @param text such as {@code 16}, {@code adam} or <code>{lstm: 32}</code>
 */
public record Yaml(String text) {
  /** No value. */
  public static final Yaml NOTHING = new Yaml("null");

  static Yaml of(Node node) {
    boolean nothing = node instanceof Node.Scalar scalar && scalar.nothing();
    return nothing ? NOTHING : new Yaml(YamlWriter.flow(node));
  }

  Node node(Origin origin) {
    return YamlReader.read(text, new Origin("", 0, 0, Path.of("")), new Problems())
        .orElseGet(() -> new Node.Scalar(text, false, origin));
  }
}
