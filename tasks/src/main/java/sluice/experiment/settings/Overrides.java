package sluice.experiment.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts {@code key.path=value} into a document. A list is entered by an item's number from 0; a name
 * of a union that is not the present one takes its place.
 */
final class Overrides {
  private final Kind.Group root;
  private final Problems problems;

  Overrides(Kind.Group root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * A document with one key changed.
   *
   * @param document what was read so far
   * @param assignment {@code key.path=value}
   * @param option what stands before it on the command line
   * @param folder what a relative path in the value starts from
   * @return the new document, or the old one when the assignment does not fit, which is reported
   */
  Node apply(Node document, String assignment, String option, Path folder) {
    var at = new Origin(option + assignment, 0, 0, folder);
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      problems.add(at, "", "expected KEY=VALUE, for instance training.epochs=10");
      return document;
    }
    var path = List.of(assignment.substring(0, equals).strip().split("\\.", -1));
    return value(assignment.substring(equals + 1), at)
        .map(value -> set(root, Optional.of(document), new Step(path, 0, value)))
        .orElse(document);
  }

  /** Brackets and quotes are YAML; anything else is one plain word, whatever stands in it. */
  private Optional<Node> value(String text, Origin at) {
    var bare = text.strip();
    if (!bare.isEmpty() && "[{\"'".indexOf(bare.charAt(0)) >= 0) {
      var syntax = new Problems();
      var node = YamlReader.read(bare, at, syntax);
      syntax.list().forEach(problem -> problems.add(at, "", problem.message()));
      return node.map(read -> moved(read, at)).filter(_ -> syntax.list().isEmpty());
    }
    return Optional.of(new Node.Scalar(bare, true, at));
  }

  /** Lines and columns mean nothing on a command line. */
  private static Node moved(Node node, Origin at) {
    return switch (node) {
      case Node.Scalar(String text, boolean plain, _) -> new Node.Scalar(text, plain, at);
      case Node.Sequence(List<Node> items, _) ->
          new Node.Sequence(items.stream().map(item -> moved(item, at)).toList(), at);
      case Node.Mapping(List<Node.Entry> entries, _) ->
          new Node.Mapping(
              entries.stream()
                  .map(entry -> new Node.Entry(entry.key(), at, moved(entry.value(), at)))
                  .toList(),
              at);
      case Node.Broken _ -> new Node.Broken(at);
    };
  }

  /** A place on the way down a path, with the value that goes to its end. */
  private record Step(List<String> path, int depth, Node value) {
    boolean last() {
      return depth == path.size();
    }

    String name() {
      return path.get(depth);
    }

    Step next() {
      return new Step(path, depth + 1, value);
    }

    String sofar() {
      return String.join(".", path.subList(0, depth));
    }

    String key() {
      return String.join(".", path.subList(0, depth + 1));
    }
  }

  private Node set(Kind kind, Optional<Node> present, Step step) {
    if (step.last()) {
      return step.value();
    }
    return switch (kind) {
      case Kind.Group group -> inGroup(group, present, step);
      case Kind.Union union -> inUnion(union, present, step);
      case Kind.Many many -> inList(many, present, step);
      case Kind.Named _ -> named(present, step);
      case Kind.Maybe(Kind of, String unset) ->
          set(
              of,
              present.filter(
                  node -> !(node instanceof Node.Scalar(String text, _, _) && text.equals(unset))),
              step);
      default -> {
        problems.add(
            step.value().origin(),
            step.key(),
            step.sofar() + " has no keys beneath it; it is " + kind.expected());
        yield present.orElse(step.value());
      }
    };
  }

  private Node inGroup(Kind.Group group, Optional<Node> present, Step step) {
    var at = step.value().origin();
    var key = group.key(step.name());
    if (key.isEmpty()) {
      problems.add(at, step.key(), "unknown key" + Nearest.hint(step.name(), group, root));
      return present.orElseGet(() -> new Node.Mapping(List.of(), at));
    }
    var entries = new ArrayList<>(entries(group, present));
    int index = 0;
    while (index < entries.size() && !key.get().names().contains(entries.get(index).key())) {
      index++;
    }
    Optional<Node> old =
        index < entries.size()
            ? Optional.of(entries.get(index).value())
            : key.get().fallback().flatMap(yaml -> YamlReader.read(yaml, at, new Problems()));
    var changed = new Node.Entry(key.get().name(), at, set(key.get().kind(), old, step.next()));
    if (index < entries.size()) {
      entries.set(index, changed);
    } else {
      entries.add(changed);
    }
    return new Node.Mapping(entries, present.map(Node::origin).orElse(at));
  }

  private static List<Node.Entry> entries(Kind.Group group, Optional<Node> present) {
    return switch (present.orElse(null)) {
      case null -> List.of();
      case Node.Mapping(List<Node.Entry> entries, _) -> entries;
      case Node.Scalar scalar when scalar.nothing() -> List.of();
      case Node node when group.shorthand() ->
          List.of(new Node.Entry(group.keys().getFirst().name(), node.origin(), node));
      case Node _ -> List.of();
    };
  }

  private Node inUnion(Kind.Union union, Optional<Node> present, Step step) {
    var at = step.value().origin();
    var tag = union.tag(step.name());
    if (tag.isEmpty()) {
      problems.add(at, step.key(), "unknown name" + Nearest.hint(step.name(), union.allNames()));
      return present.orElseGet(() -> new Node.Mapping(List.of(), at));
    }
    Optional<Node> old =
        present
            .filter(node ->
                node instanceof Node.Mapping(List<Node.Entry> entries, _) && entries.size() == 1)
            .map(node -> ((Node.Mapping) node).entries().getFirst())
            .filter(entry -> union.tag(entry.key()).equals(tag))
            .map(Node.Entry::value);
    var changed = set(tag.get(), old, step.next());
    return new Node.Mapping(List.of(new Node.Entry(tag.get().name(), at, changed)), at);
  }

  /** The rest of the path is one name, dots and all. */
  private static Node named(Optional<Node> present, Step step) {
    var at = step.value().origin();
    var name = String.join(".", step.path().subList(step.depth(), step.path().size()));
    var entries = new ArrayList<Node.Entry>();
    if (present.orElse(null) instanceof Node.Mapping(List<Node.Entry> given, _)) {
      given.stream().filter(entry -> !entry.key().equals(name)).forEach(entries::add);
    }
    entries.add(new Node.Entry(name, at, step.value()));
    return new Node.Mapping(entries, at);
  }

  private Node inList(Kind.Many many, Optional<Node> present, Step step) {
    var at = step.value().origin();
    List<Node> items =
        present
            .map(node -> node instanceof Node.Sequence(List<Node> list, _) ? list : List.of(node))
            .orElse(List.of());
    if (!step.name().matches("[0-9]{1,6}") || Integer.parseInt(step.name()) >= items.size()) {
      problems.add(
          at,
          step.key(),
          "expected the number of an item of "
              + step.sofar()
              + (items.isEmpty() ? ", which is empty" : ", 0 to " + (items.size() - 1)));
      return present.orElseGet(() -> new Node.Sequence(List.of(), at));
    }
    int index = Integer.parseInt(step.name());
    var changed = items.toArray(Node[]::new);
    changed[index] = set(many.of(), Optional.of(items.get(index)), step.next());
    return new Node.Sequence(Arrays.asList(changed), present.map(Node::origin).orElse(at));
  }
}
