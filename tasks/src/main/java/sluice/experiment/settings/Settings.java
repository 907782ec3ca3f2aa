package sluice.experiment.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads, changes and prints the settings that one record type declares.
 *
 * @param <T> the record; its components and those beneath it carry {@link Help}, {@link Default}
 *     and {@link Range}
 */
public final class Settings<T extends Record> {
  private final Class<T> type;
  private final Kind.Group kind;
  private final BiFunction<String, Map<String, Object>, String> workedOut;

  /**
   * The settings of a record type.
   *
   * @param type a public record
   * @param workedOut from a key's path and the values read before it, by path, to the text of a
   *     default that is declared in words only; of a list, to its YAML
   */
  public Settings(Class<T> type, BiFunction<String, Map<String, Object>, String> workedOut) {
    this(type, Kinds.of(type), workedOut);
  }

  private Settings(
      Class<T> type, Kind.Group kind, BiFunction<String, Map<String, Object>, String> workedOut) {
    this.type = type;
    this.kind = kind;
    this.workedOut = workedOut;
  }

  /**
   * The keys.
   *
   * @return the root of their tree
   */
  public Kind.Group kind() {
    return kind;
  }

  /**
   * What a key's value may be.
   *
   * @param path such as {@code model.layers.0.lstm.hidden}
   * @return its kind, that of the value where it may be missing; empty where there is no such key
   */
  public Optional<Kind> kindAt(String path) {
    Optional<Kind> at = Optional.of(kind);
    for (var name : path.split("\\.", -1)) {
      at = at.flatMap(here -> beneath(here, name)).map(Settings::present);
    }
    return at;
  }

  private static Kind present(Kind kind) {
    return kind instanceof Kind.Maybe(Kind of, _) ? of : kind;
  }

  private static Optional<Kind> beneath(Kind kind, String name) {
    return switch (kind) {
      case Kind.Group group -> group.key(name).map(Kind.Key::kind);
      case Kind.Union union -> union.tag(name).map(tag -> tag);
      case Kind.Many(Kind of, _) when name.matches("[0-9]{1,6}") -> Optional.of(of);
      default -> Optional.empty();
    };
  }

  /**
   * The same settings with other defaults for what is declared in words.
   *
   * @param other as in the constructor
   * @return a copy
   */
  public Settings<T> workedOut(BiFunction<String, Map<String, Object>, String> other) {
    return new Settings<>(type, kind, other);
  }

  /**
   * Changes from outside a document, such as the command line's.
   *
   * @param assignments {@code key.path=value} each; a later one wins
   * @param option what stands before each where the user wrote it, for errors
   * @param folder what a relative path in a value starts from
   */
  public record Changes(List<String> assignments, String option, Path folder) {
    /** No change. */
    public static final Changes NONE = new Changes(List.of(), "", Path.of(""));
  }

  /**
   * Reads a document.
   *
   * @param yaml the document
   * @param start its source
   * @param changes what to change in it before it is checked
   * @param problems hears of everything that is wrong
   * @return the record, to be used only where there are no problems; empty where there is no
   *     document that could be checked
   */
  public Optional<Reading<T>> read(String yaml, Origin start, Changes changes, Problems problems) {
    var document = YamlReader.read(yaml, start, problems);
    var found = document.map(Node::found).orElse("nothing");
    if (problems.list().isEmpty() && !(document.orElse(null) instanceof Node.Mapping)) {
      problems.add(start, "", "expected " + kind.expected() + "; found " + found);
    }
    return document
        .filter(node -> node instanceof Node.Mapping)
        .map(node -> bind(node, changes, problems));
  }

  /**
   * Checks a record that was not read, and changes it.
   *
   * @param value the record
   * @param start what to call it in errors
   * @param changes what to change before it is checked
   * @param problems hears of everything that is wrong
   * @return the record, to be used only where there are no problems
   */
  public Reading<T> reread(T value, Origin start, Changes changes, Problems problems) {
    return bind(new Values(start, Path::toString).node(kind, value), changes, problems);
  }

  /**
   * Prints a record with every key.
   *
   * @param value the record
   * @param paths how a path is written
   * @return YAML that reads back as an equal record
   */
  public String print(T value, Function<Path, String> paths) {
    var nowhere = new Origin("", 0, 0, Path.of(""));
    return YamlWriter.write((Node.Mapping) new Values(nowhere, paths).node(kind, value));
  }

  private Reading<T> bind(Node document, Changes changes, Problems problems) {
    var overrides = new Overrides(kind, problems);
    var node = document;
    for (var assignment : changes.assignments()) {
      node = overrides.apply(node, assignment, changes.option(), changes.folder());
    }
    var binder = new Binder(kind, problems, workedOut);
    var value = type.cast(binder.bind(node));
    return new Reading<>(value, problems, binder.origins(), binder.changed(), document.origin());
  }
}
