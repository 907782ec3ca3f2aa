package sluice.experiment.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a key's value may be; one tree of these drives reader, printer, schema and guide. */
public sealed interface Kind {
  /** True or false. */
  record Flag() implements Kind {}

  /**
   * A whole number.
   *
   * @param limits the values allowed
   * @param wide whether it is kept as a long, else as an int
   */
  record Whole(Limits limits, boolean wide) implements Kind {}

  /**
   * A number, kept as a double.
   *
   * @param limits the values allowed
   */
  record Real(Limits limits) implements Kind {}

  /**
   * A text.
   *
   * @param length the numbers of characters allowed
   */
  record Text(Limits length) implements Kind {}

  /** A path of the file system, relative to the folder of the file that names it. */
  record FilePath() implements Kind {}

  /**
   * One of some words.
   *
   * @param options what may be chosen, in the order of the documentation
   */
  record Choice(List<Option> options) implements Kind {}

  /**
   * A type with a notation of its own.
   *
   * @param expected what may be written
   * @param parse from the notation, empty where it does not fit
   * @param blank any value of the type, to go on with after an error
   */
  record Word(String expected, Function<String, Optional<Object>> parse, Object blank)
      implements Kind {}

  /**
   * A list; one item alone may stand for a list of one.
   *
   * @param of the kind of the items
   * @param size how many there may be
   */
  record Many(Kind of, Limits size) implements Kind {}

  /** Any value of YAML, kept as its text in a {@link Yaml}. */
  record Any() implements Kind {}

  /**
   * Values under names that whoever writes them chooses, as a map in the order they are written in.
   *
   * @param of the kind of the values
   */
  record Named(Kind of) implements Kind {}

  /**
   * A value that may be missing.
   *
   * @param of the kind where there is one
   * @param unset the word that says there is none
   */
  record Maybe(Kind of, String unset) implements Kind {}

  /**
   * A record: keys with values.
   *
   * @param type the record
   * @param names its own name and its synonyms, where it stands in a union
   * @param help what it is for, or nothing
   * @param shorthand whether the first key's value may stand for the whole
   * @param keys in the order of the record
   */
  record Group(Class<?> type, List<String> names, String help, boolean shorthand, List<Key> keys)
      implements Kind {
    String name() {
      return names.getFirst();
    }

    Optional<Key> key(String name) {
      return keys.stream().filter(key -> key.names().contains(name)).findFirst();
    }

    List<String> allNames() {
      return keys.stream().flatMap(key -> key.names().stream()).toList();
    }
  }

  /**
   * One of some records, written as a single key with the record beneath it. It may stand beneath
   * itself, as layers do in layers: whoever walks the tree enters each name once.
   *
   * @param name of the type, for a place to refer to
   * @param groups gives the records, the same ones each time
   */
  record Union(String name, Supplier<List<Group>> groups) implements Kind {
    /**
     * The records.
     *
     * @return in the order of the documentation
     */
    public List<Group> tags() {
      return groups.get();
    }

    Optional<Group> tag(String word) {
      return tags().stream()
          .filter(tag -> tag.names().stream().anyMatch(name -> Nearest.alike(name, word)))
          .findFirst();
    }

    List<String> allNames() {
      return tags().stream().flatMap(tag -> tag.names().stream()).toList();
    }
  }

  /**
   * A word that may be chosen.
   *
   * @param names its own name and its synonyms
   * @param value the constant it stands for
   */
  record Option(List<String> names, Object value) {}

  /**
   * A key of a record.
   *
   * @param names its own name and its synonyms
   * @param kind what its value may be
   * @param help one line
   * @param fallback the default as YAML; empty where there is none or it is all worked out
   * @param fallbackWords how the default is worked out; empty where it is not
   */
  record Key(
      List<String> names,
      Kind kind,
      String help,
      Optional<String> fallback,
      Optional<String> fallbackWords) {
    /**
     * The name it is printed under.
     *
     * @return its own name
     */
    public String name() {
      return names.getFirst();
    }

    /**
     * Says whether the key has no default of any sort.
     *
     * @return true when it must be given
     */
    public boolean required() {
      return fallback.isEmpty() && fallbackWords.isEmpty() && !(kind instanceof Group);
    }

    /**
     * Says whether a document without the key cannot be right.
     *
     * @return true when the key, or one beneath it, has no default
     */
    public boolean mustStand() {
      return required()
          || kind instanceof Group group && group.keys().stream().anyMatch(Key::mustStand);
    }
  }

  /**
   * What may be written, in words that follow "expected".
   *
   * @return for instance "a number above 0"
   */
  default String expected() {
    return switch (this) {
      case Flag _ -> "true or false";
      case Whole(Limits limits, _) -> "a whole number" + limits.words();
      case Real(Limits limits) -> "a number" + limits.words();
      case Text(Limits length) when !length.hasLow() -> "text";
      case Text(Limits length) when length.low() == 1 && !length.hasHigh() -> "text, not empty";
      case Text(Limits length) -> "text of" + length.words().replace(" of", "") + " characters";
      case FilePath _ -> "the path of a file";
      case Choice(List<Option> options) ->
          oneOf(options.stream().map(option -> option.names().getFirst()).toList());
      case Word word -> word.expected();
      case Many(Kind of, Limits size) when size.low() == 1 ->
          "a list of at least one item, each " + of.expected();
      case Many(Kind of, Limits size) -> "a list, each " + of.expected();
      case Any _ -> "any value";
      case Named(Kind of) -> "names, each with " + of.expected();
      case Maybe(Kind of, String unset) -> of.expected() + ", or " + unset;
      case Group group when group.shorthand() ->
          group.keys().getFirst().kind().expected() + ", or keys: " + names(group);
      case Group group when group.keys().isEmpty() -> "nothing more: it has no keys";
      case Group group -> "keys: " + names(group);
      case Union union -> oneOf(union.tags().stream().map(Group::name).toList());
    };
  }

  private static String names(Group group) {
    return group.keys().stream().map(Key::name).collect(Collectors.joining(", "));
  }

  private static String oneOf(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
