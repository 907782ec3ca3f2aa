package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import sluice.inspect.Fault.Figure;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Cell;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.LayerWatch.Leaf;
import sluice.nn.Network;
import sluice.nn.Probe;

/**
 * Looks for the first value inside the recurrent layers that is not finite: step by step, on the
 * way up gates, cell and hidden state, on the way down their gradients.
 */
final class CellSearch implements Probe {
  private static final int TRAIL = 16; // steps before the fault

  private final Search search;
  private final Cell[] cells; // by index
  private Leaf leaf = new Leaf(-1, LayerSpec.lastStep(), List.of(), false);
  private CellSums sums = CellSums.NONE;
  private Steps steps = Steps.equal(1, 1);
  private String type = "";

  CellSearch(Search search, Network network) {
    this.search = search;
    int most = network.cells().stream().mapToInt(Cell::index).max().orElse(-1);
    cells = new Cell[most + 1];
    network.cells().forEach(cell -> cells[cell.index()] = cell);
  }

  /** A layer is about to run: what the probe is told next is of it. */
  void begin(Leaf leaf, Input x, Steps steps, Matrix start) {
    this.leaf = leaf;
    this.steps = steps;
    this.sums = new CellSums(leaf, x, steps, start);
  }

  /** A layer is about to be gone back through; all of them have run by then. */
  void back(Leaf leaf, Steps steps) {
    this.leaf = leaf;
    this.steps = steps;
  }

  @Override
  public void forwardStep(
      int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
    Cell cell = cells[layer];
    type = cell.type();
    for (int g = 0; g < cell.gates().size(); g++) {
      if (!cell.gates().get(g).equals("o")) {
        gate(cell, t, first, count, gates, h, g);
      }
    }
    if (cell.hasCell()) {
      state("cell state", c, cell, t, first, count, c, h);
    }
    int o = cell.gates().indexOf("o"); // it may look at the cell
    if (o >= 0) {
      gate(cell, t, first, count, gates, h, o);
    }
    state("hidden state", h, cell, t, first, count, c, h);
  }

  private void gate(Cell cell, int t, int first, int count, Matrix gates, Matrix h, int gate) {
    int from = gate * cell.units();
    int at =
        search.done() ? -1 : Search.first(gates, first, first + count, from, from + cell.units());
    if (at >= 0) {
      int row = at / gates.columns();
      int column = at % gates.columns();
      String letter = cell.gates().get(gate);
      sums.at(t, row, column, gates, h, letter);
      String operation = sums.operation("the function of the gate");
      found(Phase.FORWARD, operation, letter, row, column - from, gates.get(row, column));
      trail("norm of h", h, t - 1, row - first);
    }
  }

  private void state(
      String what, Matrix values, Cell cell, int t, int first, int count, Matrix c, Matrix h) {
    int at = search.done() ? -1 : Search.first(values, first, first + count, 0, values.columns());
    if (at < 0) {
      return;
    }
    int row = at / values.columns();
    int column = at % values.columns();
    String operation = "the " + what;
    sums.forget();
    if (cell.gates().isEmpty()) {
      sums.at(t, row, column, Matrix.EMPTY, h, "");
      operation = sums.operation("the activation");
    }
    found(Phase.FORWARD, operation, "", row, column, values.get(row, column));
    trail("norm of h", h, t - 1, row - first);
    if (cell.hasCell()) {
      trail("norm of c", c, t - 1, row - first);
    }
  }

  private void found(
      Phase phase, String operation, String gate, int row, int column, double value) {
    List<Figure> figures = phase == Phase.FORWARD ? sums.figures() : List.of();
    Place place =
        new Place(
            leaf.name(), type, gate, "", search.spot(steps, row, leaf.backwards()), -1, column);
    search.found(new Fault(phase, operation, place, value, figures));
  }

  /** Norms of the rows of a sequence up to a step. */
  private void trail(String name, Matrix values, int last, int position) {
    List<Autopsy.Point> points = new ArrayList<>();
    for (int t = Math.max(0, last + 1 - TRAIL); t <= last; t++) {
      points.add(point(values, t, position));
    }
    if (!points.isEmpty()) {
      search.trail(new Autopsy.Trail(name, points));
    }
  }

  private Autopsy.Point point(Matrix values, int t, int position) {
    int own = leaf.backwards() ? steps.length(position) - t : t + 1;
    double norm = Search.norm(values, steps.row(t, position));
    return new Autopsy.Point(Integer.toString(own), norm);
  }

  @Override
  public void backwardStep(
      int layer,
      int t,
      int first,
      int count,
      Matrix dh,
      Matrix dcFromOutput,
      Matrix dcFromNext,
      Matrix da) {
    if (search.done()) {
      return;
    }
    Cell cell = cells[layer];
    type = cell.type();
    gradient("the gradient of the hidden state", dh, t, first, count, dh);
    gradient(
        "the gradient of the cell state by this step's output", dcFromOutput, t, first, count, dh);
    gradient(
        "the gradient of the cell state by the step after it", dcFromNext, t, first, count, dh);
    int gates = Math.max(1, cell.gates().size());
    int units = da.columns() / gates;
    for (int g = 0; g < gates && !search.done(); g++) {
      int at = Search.first(da, first, first + count, g * units, (g + 1) * units);
      if (at >= 0) {
        String letter = cell.gates().isEmpty() ? "" : cell.gates().get(g);
        int row = at / da.columns();
        int column = at % da.columns();
        String operation = "the gradient of the sum" + (letter.isEmpty() ? "" : " of the gate");
        found(Phase.BACKWARD, operation, letter, row, column - g * units, da.get(row, column));
        back(dh, t, row - first);
      }
    }
  }

  private void gradient(String what, Matrix values, int t, int first, int count, Matrix dh) {
    if (search.done() || values.columns() == 0 || values.rows() == 0) {
      return;
    }
    int at = Search.first(values, first, first + count, 0, values.columns());
    if (at >= 0) {
      int row = at / values.columns();
      int column = at % values.columns();
      boolean handed = t + 1 < steps.length(row - first) && values.equals(dh);
      String operation = what + (handed ? ", as the step after it hands it back" : "");
      found(Phase.BACKWARD, operation, "", row, column, values.get(row, column));
      back(dh, t + 1, row - first);
    }
  }

  /** Norms of dh from the last step down to t. */
  private void back(Matrix dh, int t, int position) {
    List<Autopsy.Point> points = new ArrayList<>();
    int length = steps.length(position);
    for (int s = t; s < length && points.size() < TRAIL; s++) {
      points.add(point(dh, s, position));
    }
    if (!points.isEmpty()) {
      search.trail(new Autopsy.Trail("norm of dh", points.reversed()));
    }
  }
}
