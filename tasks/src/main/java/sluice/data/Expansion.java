package sluice.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Inputs that are made of the scaled columns of numbers: what a line cannot separate, it may with
 * these. They are made anew wherever inputs are read, and stand behind them.
 *
 * @param kinds which are made, in this order
 * @param columns the inputs that are columns of numbers
 */
public record Expansion(List<Kind> kinds, List<Integer> columns) {
  /** Copies the lists. */
  public Expansion {
    kinds = List.copyOf(kinds);
    columns = List.copyOf(columns);
  }

  /** What is made of numbers. */
  public enum Kind {
    /** x² of each. */
    SQUARES,
    /** x·y of each two different ones. */
    PRODUCTS,
    /** x³ of each. */
    CUBES,
    /** sin x of each. */
    SINES
  }

  /** What a preparation asks for. */
  public static Expansion of(Preparation preparation) {
    List<String> names = preparation.inputs().stream().map(Feature::name).toList();
    List<Integer> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      boolean number = preparation.series().inputs().contains(names.get(j));
      if (number && !preparation.series().categories().contains(names.get(j))) {
        columns.add(j);
      }
    }
    return new Expansion(preparation.features().expand(), columns);
  }

  /** How many inputs are made. */
  public int count() {
    int n = columns.size();
    return kinds.stream().mapToInt(kind -> kind == Kind.PRODUCTS ? n * (n - 1) / 2 : n).sum();
  }

  /** Makes them of the inputs of one step. Modified: {@code row}, from {@code at} on. */
  void fill(float[] row, int step, int at) {
    int next = at;
    for (Kind kind : kinds) {
      for (int i = 0; i < columns.size(); i++) {
        float x = row[step + columns.get(i)];
        switch (kind) {
          case SQUARES -> row[next++] = x * x;
          case CUBES -> row[next++] = x * x * x;
          case SINES -> row[next++] = (float) StrictMath.sin(x);
          case PRODUCTS -> {
            for (int j = i + 1; j < columns.size(); j++) {
              row[next++] = x * row[step + columns.get(j)];
            }
          }
        }
      }
    }
  }
}
