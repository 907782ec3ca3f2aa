package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Weight;

/** What an autopsy has found so far. Only the first fault counts. */
final class Search {
  private Optional<Fault> fault = Optional.empty();
  private final List<Autopsy.Trail> trails = new ArrayList<>();
  private final List<Autopsy.Point> up = new ArrayList<>(); // largest value of each layer
  private final List<Autopsy.Point> down = new ArrayList<>(); // largest gradient handed down
  private int group;

  boolean done() {
    return fault.isPresent();
  }

  Optional<Fault> fault() {
    return fault;
  }

  void found(Fault first) {
    if (fault.isEmpty()) {
      fault = Optional.of(first);
    }
  }

  /** Begins with a group of the batch. */
  void group(int number) {
    group = number;
    up.clear();
    down.clear();
  }

  void trail(Autopsy.Trail trail) {
    trails.add(trail);
  }

  /** Notes the largest value that a layer gave, or the largest gradient that it handed down. */
  void note(boolean forward, String layer, Matrix values) {
    if (!done() && values.rows() > 0) {
      double size = largest(values, 0, values.rows());
      (forward ? up : down).add(new Autopsy.Point(layer, size));
    }
  }

  List<Autopsy.Trail> trails() {
    List<Autopsy.Trail> all = new ArrayList<>(trails);
    if (!up.isEmpty()) {
      all.add(new Autopsy.Trail("largest output", up));
    }
    if (!down.isEmpty()) {
      all.add(new Autopsy.Trail("largest gradient handed down", down));
    }
    return all;
  }

  /** Where the step of a row stands. */
  Optional<Fault.Spot> spot(Steps steps, int row, boolean backwards) {
    int t = 0;
    while (row >= steps.offset(t) + steps.alive(t)) {
      t++;
    }
    int b = row - steps.offset(t);
    int length = steps.length(b);
    return Optional.of(
        new Fault.Spot(
            steps.id(b), steps.source(b) + 1, group, backwards ? length - t : t + 1, length));
  }

  /** The first value of a weight, or of its gradient, that is not finite, if there is one. */
  void weight(Phase phase, String operation, Weight weight, Matrix values) {
    int at = done() ? -1 : first(values, 0, values.rows(), 0, values.columns());
    if (at >= 0) {
      int row = at / values.columns();
      int column = at % values.columns();
      String layer = weight.name().substring(0, weight.name().lastIndexOf('.'));
      Place place = new Place(layer, "", "", weight.name(), Optional.empty(), row, column);
      found(new Fault(phase, operation, place, values.get(row, column), List.of()));
    }
  }

  /**
   * row · columns + column of the first value in some rows and columns that is not finite; −1
   * without one.
   */
  static int first(Matrix values, int from, int to, int column, int end) {
    for (int row = from; row < to; row++) {
      for (int j = column; j < end; j++) {
        if (!Float.isFinite(values.get(row, j))) {
          return row * values.columns() + j;
        }
      }
    }
    return -1;
  }

  /** The largest magnitude in some rows; of NaN nothing is known. */
  static double largest(Matrix values, int from, int to) {
    double most = 0;
    for (int row = from; row < to; row++) {
      for (int j = 0; j < values.columns(); j++) {
        double size = Math.abs(values.get(row, j));
        most = size > most ? size : most;
      }
    }
    return most;
  }

  /** √ Σ of the squares of a row. */
  static double norm(Matrix values, int row) {
    double squares = 0;
    for (int j = 0; j < values.columns(); j++) {
      squares += (double) values.get(row, j) * values.get(row, j);
    }
    return Math.sqrt(squares);
  }
}
