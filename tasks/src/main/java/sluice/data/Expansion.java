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
    return Math.toIntExact(size());
  }

  /** The same before it is known whether there is room for them. */
  public long size() {
    long n = columns.size();
    return kinds.stream().mapToLong(kind -> kind == Kind.PRODUCTS ? n * (n - 1) / 2 : n).sum();
  }

  /**
   * One of the inputs that are made.
   *
   * @param name such as {@code price²} or {@code price·size}
   * @param of the inputs it is made of, counted from 0
   */
  public record Made(String name, List<Integer> of) {
    /** Copies the list. */
    public Made {
      of = List.copyOf(of);
    }
  }

  /**
   * Tells those that are made, in their order.
   *
   * @param inputs those that they are made of and stand behind
   */
  public List<Made> made(List<Feature> inputs) {
    List<Made> made = new ArrayList<>();
    for (Kind kind : kinds) {
      for (int i = 0; i < columns.size(); i++) {
        int x = columns.get(i);
        String name = inputs.get(x).name();
        switch (kind) {
          case SQUARES -> made.add(new Made(name + "²", List.of(x)));
          case CUBES -> made.add(new Made(name + "³", List.of(x)));
          case SINES -> made.add(new Made("sin " + name, List.of(x)));
          case PRODUCTS -> {
            for (int y : columns.subList(i + 1, columns.size())) {
              made.add(new Made(name + "·" + inputs.get(y).name(), List.of(x, y)));
            }
          }
        }
      }
    }
    return List.copyOf(made);
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
