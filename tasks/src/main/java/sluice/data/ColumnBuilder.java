package sluice.data;

import java.util.ArrayList;
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
  private final String name;
  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private boolean text;
  private boolean lost;
  private boolean anyNumber;
  private final NumberChunks numbers = new NumberChunks();
  private final IntChunks codes = new IntChunks();

  ColumnBuilder(String name, boolean text) {
    this.name = name;
    this.text = text;
  }

  void addMissing() {
    if (text) {
      codes.add(-1);
    } else {
      numbers.add(Double.NaN);
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
    anyNumber = true;
    numbers.add(value);
  }

  void addText(String value) {
    Integer code = known.get(value);
    if (code == null) {
      code = words.size();
      known.put(value, code);
      words.add(value);
    }
    codes.add(code);
  }

  /** Whether numbers came before the first text, so that their text is gone. */
  boolean lost() {
    return lost;
  }

  /** The column; the builder is empty afterwards. */
  Column build() {
    return text
        ? Column.ofText(name, codes.take(), List.copyOf(words))
        : Column.ofNumbers(name, numbers.take());
  }

  private void turnIntoText() {
    text = true;
    lost = anyNumber;
    for (int row = numbers.take().length; row > 0; row--) {
      codes.add(-1);
    }
  }
}
