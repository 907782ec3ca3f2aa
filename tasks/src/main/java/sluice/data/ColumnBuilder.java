package sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the cells of one column: numbers until a cell is none, then text.
 *
 * <p>Numbers are not kept as text, so a column that turns into text after some numbers must be
 * gathered again, as text from the start: {@link #lost} says so.
 */
final class ColumnBuilder {
  private static final int FIRST_CAPACITY = 256;

  private final String name;
  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private boolean text;
  private boolean lost;
  private boolean anyNumber;
  private double[] numbers = new double[FIRST_CAPACITY];
  private int[] codes = new int[0];
  private int size;

  ColumnBuilder(String name, boolean text) {
    this.name = name;
    this.text = text;
    if (text) {
      codes = new int[FIRST_CAPACITY];
      numbers = new double[0];
    }
  }

  void addMissing() {
    grow();
    if (text) {
      codes[size++] = -1;
    } else {
      numbers[size++] = Double.NaN;
    }
  }

  void add(char[] chars, int at, int length, char point) {
    if (!text) {
      double value = NumberText.parse(chars, at, length, point);
      if (!Double.isNaN(value)) {
        addNumber(value);
        return;
      }
      turnIntoText();
    }
    addText(new String(chars, at, length));
  }

  void addNumber(double value) {
    grow();
    anyNumber = true;
    numbers[size++] = value;
  }

  void addText(String value) {
    grow();
    Integer code = known.get(value);
    if (code == null) {
      code = words.size();
      known.put(value, code);
      words.add(value);
    }
    codes[size++] = code;
  }

  /** Whether numbers came before the first text, so that their text is gone. */
  boolean lost() {
    return lost;
  }

  Column build() {
    return text
        ? Column.ofText(name, Arrays.copyOf(codes, size), List.copyOf(words))
        : Column.ofNumbers(name, Arrays.copyOf(numbers, size));
  }

  private void turnIntoText() {
    text = true;
    lost = anyNumber;
    codes = new int[numbers.length];
    Arrays.fill(codes, 0, size, -1);
    numbers = new double[0];
  }

  private void grow() {
    if (text && size == codes.length) {
      codes = Arrays.copyOf(codes, 2 * size);
    } else if (!text && size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
  }
}
