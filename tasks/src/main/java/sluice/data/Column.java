package sluice.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private final int @Nullable [] rows; // which of the cells, −1 for a missing one; null for all

  private Column(
      String name,
      Type type,
      double[] numbers,
      int[] codes,
      List<String> words,
      int @Nullable [] rows) {
    this.name = name;
    this.type = type;
    this.numbers = numbers;
    this.codes = codes;
    this.words = words;
    this.rows = rows;
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
    return new Column(name, Type.NUMBER, numbers, new int[0], List.of(), null);
  }

  /** Takes the array over; −1 marks a missing cell. */
  static Column ofText(String name, int[] codes, List<String> words) {
    return new Column(name, Type.TEXT, new double[0], codes, words, null);
  }

  /** The same cells under another name. */
  Column named(String other) {
    return new Column(other, type, numbers, codes, words, rows);
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
    return rows != null ? rows.length : cells();
  }

  private int cells() {
    return type == Type.NUMBER ? numbers.length : codes.length;
  }

  /** Whether the cell has no value. */
  public boolean missing(int index) {
    return type == Type.NUMBER ? Double.isNaN(number(index)) : code(index) == MISSING;
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
    return type == Type.NUMBER ? NumberText.write(number(index)) : words.get(code(index));
  }

  /** The cell as a number; NaN where it is missing or is not one. */
  double number(int index) {
    if (type == Type.NUMBER) {
      int cell = cell(index);
      return cell < 0 ? Double.NaN : numbers[cell];
    }
    int code = code(index);
    return code == MISSING ? Double.NaN : NumberText.parse(words.get(code), '.');
  }

  /** A copy of the numbers, NaN where missing; only of a column of numbers. */
  double[] copyOfNumbers() {
    if (rows == null) {
      return numbers.clone();
    }
    var copy = new double[rows.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = number(i);
    }
    return copy;
  }

  /**
   * The cells of the given rows in order; a missing one for −1. They stay where they are: the array
   * is kept, and must not change.
   */
  Column pick(int[] wanted) {
    if (inOrder(wanted, size())) {
      return this;
    }
    if (rows == null) {
      return new Column(name, type, numbers, codes, words, wanted);
    }
    var cells = new int[wanted.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = wanted[i] < 0 ? MISSING : rows[wanted[i]];
    }
    return new Column(name, type, numbers, codes, words, cells);
  }

  /** Whether these are all rows as they come. */
  static boolean inOrder(int[] rows, int size) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != i) {
        return false;
      }
    }
    return rows.length == size;
  }

  private int cell(int index) {
    return rows == null ? index : rows[index];
  }

  /** The distinct texts, in order of first appearance; none for a column of numbers. */
  List<String> words() {
    return words;
  }

  /** The index into {@link #words} of a cell of text, −1 where missing. */
  int code(int index) {
    int cell = cell(index);
    return cell < 0 ? MISSING : codes[cell];
  }
}
