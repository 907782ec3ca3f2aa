package sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tables in which a row is a whole sequence, turned into tables with a row a step.
 *
 * <p>Columns that are not part of the sequence, such as its label, are repeated at each step.
 */
public final class WideTable {
  /** The column that numbers the sequences, from 1: the rows of the wide table. */
  public static final String KEY = TsTable.KEY;

  /** How the values of a row are ordered. */
  public enum Order {
    /** All dimensions of step 1, then all of step 2: x1 y1 x2 y2. */
    STEPS,
    /** All steps of the first dimension, then all of the second: x1 x2 y1 y2. */
    COLUMNS
  }

  private WideTable() {}

  /**
   * One row a step.
   *
   * @param wide a row a sequence
   * @param dimensions names of the columns that a step has
   * @param order of a row's values
   * @param others columns that are no part of the sequence; those that are not there are left out
   * @throws BadData if the columns left are no whole number of steps
   */
  public static Table steps(Table wide, List<String> dimensions, Order order, List<String> others) {
    List<String> names = wide.names().stream().filter(name -> !others.contains(name)).toList();
    int width = dimensions.size();
    int steps = names.size() / width;
    if (steps == 0 || names.size() % width != 0) {
      throw BadData.because("a row is no whole number of steps")
          .file(wide.source())
          .expected("a multiple of " + width + " columns, beside " + String.join(", ", others))
          .found(Integer.toString(names.size()))
          .next("Check wide.columns, the names that a step has.")
          .error();
    }
    int rows = Math.multiplyExact(wide.rows(), steps);
    List<Column> columns = new ArrayList<>();
    columns.add(key(wide.rows(), steps));
    for (int d = 0; d < width; d++) {
      var values = new double[rows];
      for (int t = 0; t < steps; t++) {
        int at = order == Order.STEPS ? t * width + d : d * steps + t;
        double[] cells = wide.numbers(names.get(at));
        for (int row = 0; row < cells.length; row++) {
          values[row * steps + t] = cells[row];
        }
      }
      columns.add(Column.ofNumbers(dimensions.get(d), values));
    }
    int[] rowOf = new int[rows];
    Arrays.setAll(rowOf, i -> i / steps);
    for (String name : others) {
      if (wide.has(name)) {
        columns.add(wide.column(name).pick(rowOf));
      }
    }
    int[] lines = new int[rows];
    Arrays.setAll(lines, i -> wide.line(i / steps));
    return new Table(wide.source(), columns, Lines.of(lines));
  }

  private static Column key(int sequences, int steps) {
    var codes = new int[Math.multiplyExact(sequences, steps)];
    Arrays.setAll(codes, i -> i / steps);
    var words = new ArrayList<String>(sequences);
    for (int s = 1; s <= sequences; s++) {
      words.add(Integer.toString(s));
    }
    return Column.ofText(KEY, codes, List.copyOf(words));
  }
}
