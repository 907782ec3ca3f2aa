package sluice.experiment.settings;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Makes values of {@link Node}s. A value that does not fit is reported and replaced by any value of
 * its kind, so that the rest is checked as well; whoever calls must not use the result then.
 */
final class Binder {
  private static final Origin NOWHERE = new Origin("", 0, 0, Path.of(""));

  private final Kind.Group root;
  private final Problems problems;
  private final BiFunction<String, Map<String, Object>, String> workedOut;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final Set<String> changed = new HashSet<>();

  /**
   * A binder for one reading.
   *
   * @param root the whole of the settings
   * @param problems hears of everything that does not fit
   * @param workedOut from a key's path and the values read so far, by path, to a default that hangs
   *     on them, in one word
   */
  Binder(
      Kind.Group root,
      Problems problems,
      BiFunction<String, Map<String, Object>, String> workedOut) {
    this.root = root;
    this.problems = problems;
    this.workedOut = workedOut;
  }

  /** The whole record of a document. */
  Object bind(Node document) {
    return bind(root, document, document.origin(), "");
  }

  /** Where each key stands that was given, by path. */
  Map<String, Origin> origins() {
    return origins;
  }

  /** The keys whose value is not their default. */
  Set<String> changed() {
    return changed;
  }

  private Object bind(Kind kind, Node node, Origin at, String path) {
    if (node instanceof Node.Broken) {
      problems.spoil(path);
      return blank(kind);
    }
    var value =
        switch (kind) {
          case Kind.Many many -> many(many, node, at, path);
          case Kind.Any _ -> Yaml.of(node);
          case Kind.Named(Kind of) -> named(of, node, at, path);
          case Kind.Maybe(Kind of, String unset) ->
              isWord(node, unset) ? Optional.empty() : Optional.of(bind(of, node, at, path));
          case Kind.Group group -> group(group, node, at, path);
          case Kind.Union union -> union(union, node, at, path);
          default -> scalar(kind, node, at, path);
        };
    values.put(path, value);
    return value;
  }

  private static boolean isWord(Node node, String unset) {
    return node instanceof Node.Scalar scalar
        && (scalar.nothing() || scalar.plain() && scalar.text().equals(unset));
  }

  private Object scalar(Kind kind, Node node, Origin at, String path) {
    Optional<Object> value =
        node instanceof Node.Scalar scalar && !scalar.nothing()
            ? Scalars.parse(kind, scalar)
            : Optional.empty();
    return value.orElseGet(() -> mismatch(kind, node, at, path));
  }

  private Object mismatch(Kind kind, Node node, Origin at, String path) {
    var hint = "";
    if (kind instanceof Kind.Choice(List<Kind.Option> options)
        && node instanceof Node.Scalar scalar) {
      var words = options.stream().flatMap(option -> option.names().stream());
      var names = words.filter(name -> name.length() > 1).toList(); // not the signs
      hint =
          Nearest.of(scalar.text(), names).map(name -> "; did you mean " + name + "?").orElse("");
    }
    problems.add(at, path, "expected " + kind.expected() + ", found " + node.found() + hint);
    return blank(kind);
  }

  private Object many(Kind.Many kind, Node node, Origin at, String path) {
    List<Node> items =
        switch (node) {
          case Node.Sequence(List<Node> list, _) -> list;
          case Node.Scalar scalar when scalar.nothing() -> List.of();
          default -> List.of(node);
        };
    if (!kind.size().contain(items.size())) {
      return mismatch(kind, node, at, path);
    }
    var bound = new Object[items.size()];
    for (int i = 0; i < bound.length; i++) {
      var item = items.get(i);
      var itemAt = node instanceof Node.Sequence ? item.origin() : at;
      bound[i] =
          bind(kind.of(), item, itemAt, node instanceof Node.Sequence ? path + "." + i : path);
    }
    return List.of(bound);
  }

  private Object named(Kind of, Node node, Origin at, String path) {
    if (!(node instanceof Node.Mapping(List<Node.Entry> entries, _))) {
      return mismatch(new Kind.Named(of), node, at, path);
    }
    var bound = new LinkedHashMap<String, Object>();
    for (var entry : entries) {
      var here = under(path, entry.key());
      if (bound.containsKey(entry.key())) {
        problems.add(entry.at(), here, "given twice");
      }
      origins.put(here, entry.at());
      bound.put(entry.key(), bind(of, entry.value(), entry.at(), here));
    }
    return Collections.unmodifiableMap(bound);
  }

  private Object union(Kind.Union kind, Node node, Origin at, String path) {
    if (node instanceof Node.Scalar scalar && !scalar.nothing()) {
      var tag = kind.tag(scalar.text());
      if (tag.isPresent()) {
        return group(tag.get(), empty(node.origin()), at, under(path, tag.get().name()));
      }
    }
    if (!(node instanceof Node.Mapping(List<Node.Entry> entries, _)) || entries.isEmpty()) {
      var hint =
          node instanceof Node.Scalar scalar ? Nearest.hint(scalar.text(), kind.allNames()) : "";
      problems.add(at, path, "expected " + kind.expected() + ", found " + node.found() + hint);
      return blank(kind);
    }
    if (entries.size() > 1) {
      var names = entries.stream().map(Node.Entry::key).toList();
      problems.add(
          entries.get(1).at(), path, "expected one of them, found " + String.join(", ", names));
      return blank(kind);
    }
    var entry = entries.getFirst();
    var tag = kind.tag(entry.key());
    if (tag.isEmpty()) {
      problems.add(
          entry.at(),
          under(path, entry.key()),
          "unknown name" + Nearest.hint(entry.key(), kind.allNames()));
      return blank(kind);
    }
    return bind(tag.get(), entry.value(), entry.at(), under(path, tag.get().name()));
  }

  private Object group(Kind.Group kind, Node node, Origin at, String path) {
    var given = new HashMap<String, Node.Entry>();
    switch (node) {
      case Node.Mapping(List<Node.Entry> entries, _) when !isShort(kind, entries) ->
          gather(kind, entries, path, given);
      case Node.Scalar scalar when scalar.nothing() -> {}
      default -> {
        if (!kind.shorthand()) {
          return mismatch(kind, node, at, path);
        }
        var first = kind.keys().getFirst().name();
        given.put(first, new Node.Entry(first, at, node));
      }
    }
    var parts = new Object[kind.keys().size()];
    for (int i = 0; i < parts.length; i++) {
      var key = kind.keys().get(i);
      parts[i] = component(key, Optional.ofNullable(given.get(key.name())), at, path);
    }
    return construct(kind.type(), parts);
  }

  /** Whether a mapping is the value of the first key alone: one of the names of its union. */
  private static boolean isShort(Kind.Group kind, List<Node.Entry> entries) {
    if (!kind.shorthand() || entries.size() != 1) {
      return false;
    }
    var first = kind.keys().getFirst().kind();
    var name = entries.getFirst().key();
    return (first instanceof Kind.Many(Kind of, _) ? of : first) instanceof Kind.Union union
        && kind.key(name).isEmpty()
        && union.tag(name).isPresent();
  }

  private void gather(
      Kind.Group kind, List<Node.Entry> entries, String path, Map<String, Node.Entry> given) {
    for (var entry : entries) {
      var key = kind.key(entry.key());
      if (key.isEmpty()) {
        problems.add(
            entry.at(),
            under(path, entry.key()),
            "unknown key" + Nearest.hint(entry.key(), kind, root));
        continue;
      }
      var earlier = given.putIfAbsent(key.get().name(), entry);
      if (earlier != null) {
        var first = earlier.at().line() > 0 ? "; first on line " + earlier.at().line() : "";
        problems.add(entry.at(), under(path, entry.key()), "given twice" + first);
      }
    }
  }

  private Object component(Kind.Key key, Optional<Node.Entry> entry, Origin at, String path) {
    var here = under(path, key.name());
    if (entry.isPresent()) {
      origins.put(here, entry.get().at());
      var value = bind(key.kind(), entry.get().value(), entry.get().at(), here);
      boolean same =
          key.fallback().filter(text -> quiet().fallback(key, text).equals(value)).isPresent();
      if (!same && !(key.kind() instanceof Kind.Group)) { // of a group, its keys tell
        changed.add(here);
      }
      return value;
    }
    if (key.required()) {
      problems.add(at, here, "missing; expected " + key.kind().expected() + ": " + key.help());
      return blank(key.kind());
    }
    if (key.fallback().isEmpty() && key.fallbackWords().isEmpty()) {
      return bind(key.kind(), empty(at), at, here);
    }
    if (key.fallbackWords().isEmpty()) {
      return bind(key.kind(), yaml(key.fallback().orElseThrow(), at), at, here);
    }
    var text = workedOut.apply(here, values);
    boolean list = key.kind() instanceof Kind.Many && !text.isEmpty();
    return bind(key.kind(), list ? yaml(text, at) : new Node.Scalar(text, false, at), at, here);
  }

  private Object fallback(Kind.Key key, String yaml) {
    return bind(key.kind(), yaml(yaml, NOWHERE), NOWHERE, "");
  }

  private static Node yaml(String text, Origin at) {
    return YamlReader.read(text, at, new Problems()).orElseThrow();
  }

  /** A binder that reports nothing to anyone. */
  private Binder quiet() {
    return new Binder(root, new Problems(), (_, _) -> "");
  }

  private Object blank(Kind kind) {
    return switch (kind) {
      case Kind.Flag _ -> false;
      case Kind.Whole(_, boolean wide) -> wide ? (Object) 0L : (Object) 0;
      case Kind.Real _ -> 0.0;
      case Kind.Text _ -> "";
      case Kind.FilePath _ -> Path.of("");
      case Kind.Choice(List<Kind.Option> options) -> options.getFirst().value();
      case Kind.Word word -> word.blank();
      case Kind.Many _ -> List.of();
      case Kind.Any _ -> Yaml.NOTHING;
      case Kind.Named _ -> Map.of();
      case Kind.Maybe _ -> Optional.empty();
      case Kind.Group group -> quiet().group(group, empty(NOWHERE), NOWHERE, "");
      case Kind.Union union -> quiet().group(union.tags().getFirst(), empty(NOWHERE), NOWHERE, "");
    };
  }

  private static Node empty(Origin at) {
    return new Node.Mapping(List.of(), at);
  }

  static String under(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Object construct(Class<?> type, Object[] parts) {
    try {
      var types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made of " + Arrays.toString(parts), e);
    }
  }
}
