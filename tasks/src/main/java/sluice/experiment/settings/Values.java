package sluice.experiment.settings;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns values back into the {@link Node}s they would be read from, every key written out. */
final class Values {
  private final Origin origin;
  private final Function<Path, String> paths;

  /**
   * For one record.
   *
   * @param origin where the nodes are said to stand
   * @param paths how a path is written
   */
  Values(Origin origin, Function<Path, String> paths) {
    this.origin = origin;
    this.paths = paths;
  }

  Node node(Kind kind, Object value) {
    return switch (kind) {
      case Kind.Flag _ -> plain(value.toString());
      case Kind.Whole _ -> plain(value.toString());
      case Kind.Real _ -> plain(Numbers.shortest((Double) value));
      case Kind.Text _ -> new Node.Scalar((String) value, false, origin);
      case Kind.FilePath _ -> new Node.Scalar(paths.apply((Path) value), false, origin);
      case Kind.Choice(List<Kind.Option> options) ->
          plain(
              options.stream()
                  .filter(option -> option.value().equals(value))
                  .findFirst()
                  .orElseThrow()
                  .names()
                  .getFirst());
      case Kind.Word _ -> plain(value.toString());
      case Kind.Many(Kind of, _) ->
          new Node.Sequence(
              ((List<?>) value).stream().map(item -> node(of, item)).toList(), origin);
      case Kind.Any _ -> ((Yaml) value).node(origin);
      case Kind.Named(Kind of) ->
          new Node.Mapping(
              ((Map<?, ?>) value)
                  .entrySet().stream()
                      .map(entry ->
                          new Node.Entry(
                              entry.getKey().toString(), origin, node(of, entry.getValue())))
                      .toList(),
              origin);
      case Kind.Maybe(Kind of, String unset) ->
          ((Optional<?>) value).map(there -> node(of, there)).orElseGet(() -> plain(unset));
      case Kind.Group group -> mapping(group, value);
      case Kind.Union union -> {
        var tag =
            union.tags().stream()
                .filter(t -> t.type() == value.getClass())
                .findFirst()
                .orElseThrow();
        yield tag.keys().isEmpty()
            ? plain(tag.name())
            : new Node.Mapping(
                List.of(new Node.Entry(tag.name(), origin, mapping(tag, value))), origin);
      }
    };
  }

  private Node mapping(Kind.Group group, Object value) {
    var entries = new ArrayList<Node.Entry>();
    var components = group.type().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      var key = group.keys().get(i);
      var part = node(key.kind(), part(components[i], value));
      entries.add(new Node.Entry(key.name(), origin, part));
    }
    return new Node.Mapping(entries, origin);
  }

  private Node plain(String text) {
    return new Node.Scalar(text, true, origin);
  }

  private static Object part(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
