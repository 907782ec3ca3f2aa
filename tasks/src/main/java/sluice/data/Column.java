package sluice.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One named column of a {@link Table}: numbers or text, each cell of which may be missing. */
public final class Column {
  /** What a column holds. */
  public enum Type {
    /** Finite decimal numbers in every cell that is not missing. */
    NUMBER,
    /** Text; distinct texts are stored once. */
    TEXT
  }

  /** Code of a missing cell. */
  private static final int MISSING = -1;

  private final String name;
  private final Type type;
  private final double[] numbers; // NaN where missing; empty for text
  private final int[] codes; // index into words; empty for numbers
  private final List<String> words;

  private Column(String name, Type type, double[] numbers, int[] codes, List<String> words) {
    this.name = name;
    this.type = type;
    this.numbers = numbers;
    this.codes = codes;
    this.words = words;
  }

  /** A column of numbers, NaN for missing ones; infinite values are refused. */
  public static Column numbers(String name, double... values) {
    for (double value : values) {
      if (Double.isInfinite(value)) {
        throw new IllegalArgumentException("column " + name + " must hold finite numbers");
      }
    }
    return ofNumbers(name, values.clone());
  }

  /** A column of text, the empty text for missing cells. */
  public static Column text(String name, String... values) {
    var codes = new int[values.length];
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      codes[i] =
          values[i].isEmpty() ? MISSING : known.computeIfAbsent(values[i], w -> known.size());
    }
    var words = new String[known.size()];
    known.forEach((word, code) -> words[code] = word);
    return ofText(name, codes, List.of(words));
  }

  /** Takes the array over. */
  static Column ofNumbers(String name, double[] numbers) {
    return new Column(name, Type.NUMBER, numbers, new int[0], List.of());
  }

  /** Takes the array over; −1 marks a missing cell. */
  static Column ofText(String name, int[] codes, List<String> words) {
    return new Column(name, Type.TEXT, new double[0], codes, words);
  }

  /** The name in the header. */
  public String name() {
    return name;
  }

  /** What the cells hold. */
  public Type type() {
    return type;
  }

  /** Number of cells. */
  public int size() {
    return type == Type.NUMBER ? numbers.length : codes.length;
  }

  /** Whether the cell has no value. */
  public boolean missing(int index) {
    return type == Type.NUMBER ? Double.isNaN(numbers[index]) : codes[index] == MISSING;
  }

  /** How many cells have no value. */
  public int missingCount() {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      count += missing(i) ? 1 : 0;
    }
    return count;
  }

  /**
   * The cell as text, empty where missing; a number in its shortest form, whole ones without point.
   */
  public String text(int index) {
    if (missing(index)) {
      return "";
    }
    return type == Type.NUMBER ? NumberText.write(numbers[index]) : words.get(codes[index]);
  }

  /** The cell as a number; NaN where it is missing or is not one. */
  double number(int index) {
    if (type == Type.NUMBER) {
      return numbers[index];
    }
    return codes[index] == MISSING ? Double.NaN : NumberText.parse(words.get(codes[index]), '.');
  }

  /** A copy of the numbers, NaN where missing; only of a column of numbers. */
  double[] copyOfNumbers() {
    return Arrays.copyOf(numbers, numbers.length);
  }

  /** The cells of the given rows in order; a missing one for −1. */
  Column pick(int[] rows) {
    if (type == Type.NUMBER) {
      var picked = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        picked[i] = rows[i] < 0 ? Double.NaN : numbers[rows[i]];
      }
      return ofNumbers(name, picked);
    }
    var picked = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = rows[i] < 0 ? MISSING : codes[rows[i]];
    }
    return ofText(name, picked, words);
  }

  /** The distinct texts, in order of first appearance; none for a column of numbers. */
  List<String> words() {
    return words;
  }

  /** The index into {@link #words} of a cell of text, −1 where missing. */
  int code(int index) {
    return codes[index];
  }
}
