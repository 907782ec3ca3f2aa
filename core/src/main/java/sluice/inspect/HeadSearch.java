package sluice.inspect;

import java.util.List;
import java.util.Optional;
import sluice.inspect.Fault.Figure;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.loss.Head;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Weight;

/** Looks row by row for the first value of a head that is not finite: outputs, loss, derivative. */
final class HeadSearch {
  private static final String LAYER = "head";

  private final Search search;
  private final Head head;

  HeadSearch(Search search, Head head) {
    this.search = search;
    this.head = head;
  }

  /**
   * Looks at all rows.
   *
   * @param h what the head reads, [N, I]
   * @param steps how the rows lie
   * @param target of the rows
   * @param weights of the rows
   * @param sum the loss that the head gave
   */
  void rows(Matrix h, Steps steps, Target target, float[] weights, double sum) {
    boolean known = List.of("plain", "dense", "tied").contains(head.type());
    for (int row = 0; row < h.rows() && known && !search.done(); row++) {
      row(h, row, steps, target, weights[row]);
    }
    if (!Double.isFinite(sum)) {
      String what = known ? "the sum of the losses" : "the outputs or their loss";
      search.found(new Fault(Phase.LOSS, what, place(Optional.empty(), -1), sum, List.of()));
    }
  }

  private void row(Matrix h, int row, Steps steps, Target target, float weight) {
    var spot = search.spot(steps, row, false);
    float[] x = new float[h.columns()];
    for (int j = 0; j < x.length; j++) {
      x[j] = h.get(row, j);
    }
    Matrix z = Matrix.of(1, head.outputSize());
    for (int j = 0; j < z.columns(); j++) {
      z.set(0, j, head.type().equals("plain") ? x[j] : output(x, j));
    }
    List<Figure> figures = List.of(new Figure("largest |h|", Search.largest(h, row, row + 1)));
    one("the product with what the network gives", Phase.LOSS, z, spot, figures);
    if (search.done()) {
      return;
    }
    figures = List.of(new Figure("largest |output|", Search.largest(z, 0, 1)));
    Matrix dz = Matrix.of(1, z.columns());
    double value = head.loss().row(z, 0, target, row, dz);
    String type = head.loss().type();
    if (!Double.isFinite(value)) {
      search.found(
          new Fault(Phase.LOSS, "the loss (" + type + ")", place(spot, -1), value, figures));
    }
    one("the derivative of the loss (" + type + ")", Phase.LOSS, dz, spot, figures);
    for (int j = 0; j < dz.columns(); j++) {
      dz.set(0, j, dz.get(0, j) * weight);
    }
    one("the derivative of the loss times the row's weight", Phase.LOSS, dz, spot, figures);
  }

  private float output(float[] x, int column) {
    List<Weight> own = head.weights();
    float bias = own.getLast().values().get(0, column);
    return bias
        + head.tied()
            .map(table -> Products.transposedColumn(x, table.values(), column))
            .orElseGet(() -> Products.column(x, own.getFirst().values(), column));
  }

  private void one(
      String what, Phase phase, Matrix row, Optional<Fault.Spot> spot, List<Figure> figures) {
    int at = search.done() ? -1 : Search.first(row, 0, 1, 0, row.columns());
    if (at >= 0) {
      search.found(new Fault(phase, what, place(spot, at), row.get(0, at), figures));
    }
  }

  /** Looks at what the head hands down. */
  void handedDown(Matrix dh, Steps steps) {
    int at = search.done() ? -1 : Search.first(dh, 0, dh.rows(), 0, dh.columns());
    if (at >= 0) {
      int row = at / dh.columns();
      int column = at % dh.columns();
      Place place = place(search.spot(steps, row, false), column);
      String what = "the gradient that is handed down";
      search.found(new Fault(Phase.BACKWARD, what, place, dh.get(row, column), List.of()));
    }
  }

  private static Place place(Optional<Fault.Spot> spot, int column) {
    return new Place(LAYER, "", "", "", spot, -1, column);
  }
}
