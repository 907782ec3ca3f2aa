package sluice.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.inspect.Fault.Figure;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.LayerWatch;
import sluice.nn.Weight;

/**
 * Looks for the first value that is not finite at the borders of the leaf layers: what comes in,
 * what goes out, and the gradients of their weights. What is between the borders of a recurrent
 * layer is {@link CellSearch}'s.
 */
final class LeafSearch implements LayerWatch {
  private final Search search;
  private final CellSearch cells;
  private final Optional<Gradients> gradients;
  private final Map<Integer, Rows> rows = new HashMap<>(); // by leaf

  /** What a leaf reads in the pass at hand, and how rows lie before and after it. */
  private static final class Rows {
    Input input = new Input.Rows(Matrix.EMPTY);
    Steps before = Steps.equal(1, 1);
    Steps after = Steps.equal(1, 1);
  }

  private Rows rows(Leaf leaf) {
    return rows.computeIfAbsent(leaf.index(), index -> new Rows());
  }

  LeafSearch(Search search, CellSearch cells, Optional<Gradients> gradients) {
    this.search = search;
    this.cells = cells;
    this.gradients = gradients;
  }

  @Override
  public void forwardBegins(Leaf leaf, Input x, Steps steps, Matrix start) {
    rows(leaf).input = x;
    rows(leaf).before = steps;
    cells.begin(leaf, x, steps, start);
    if (!looksUp(leaf.spec())) { // only rows that are looked up matter
      leaf.weights().forEach(this::weight);
    }
    if (x instanceof Input.Rows(Matrix values)) { // layers side by side may add up to infinity
      look(leaf, Phase.FORWARD, "what is joined before the layer", values, steps);
    }
  }

  private static boolean looksUp(LayerSpec spec) {
    return spec instanceof LayerSpec.EmbeddingSpec || spec instanceof LayerSpec.EmbeddedColumnsSpec;
  }

  @Override
  public void forwardEnds(Leaf leaf, Matrix y, Steps steps) {
    rows(leaf).after = steps;
    int at = search.done() ? -1 : Search.first(y, 0, y.rows(), 0, y.columns());
    if (at >= 0) {
      int row = at / y.columns();
      int column = at % y.columns();
      search.found(
          new Fault(
              Phase.FORWARD,
              operation(leaf, row, column),
              place(leaf, steps, row, column),
              y.get(row, column),
              figures(leaf, row)));
    }
    search.note(true, leaf.name(), y);
  }

  /** What of a layer without steps of its own gave a value. */
  private String operation(Leaf leaf, int row, int column) {
    return switch (leaf.spec()) {
      case LayerSpec.DenseSpec dense ->
          Float.isFinite(sum(leaf, row, column))
              ? activation(dense.activation())
              : "the product with the input";
      case LayerSpec.ActivationSpec(Activation activation) -> activation(activation);
      case LayerSpec.LayerNormSpec _ -> "the normalisation";
      case LayerSpec.EmbeddingSpec _ -> "the look-up of " + id(leaf, row);
      case LayerSpec.EmbeddedColumnsSpec _ -> "the look-up of names";
      case LayerSpec.TimePoolSpec(LayerSpec.Pool over) ->
          "the " + over.name().toLowerCase(Locale.ROOT) + " over time";
      case LayerSpec.AttentionPoolSpec _ -> "the attention over time";
      default -> "the output";
    };
  }

  private static String activation(Activation activation) {
    return "the activation ("
        + activation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + ")";
  }

  /** A sum of a dense layer before its activation. */
  private float sum(Leaf leaf, int row, int column) {
    Matrix w = leaf.weights().get(0).values();
    float b = leaf.weights().get(1).values().get(0, column);
    return b + Products.column(Products.row(rows(leaf).input, row), w, column);
  }

  private String id(Leaf leaf, int row) {
    return rows(leaf).input instanceof Input.Ids ids
        ? "id " + ids.get(row)
        : "the column that is 1";
  }

  private List<Figure> figures(Leaf leaf, int row) {
    boolean rowByRow = rows(leaf).before.rows() == rows(leaf).after.rows();
    if (rowByRow && rows(leaf).input instanceof Input.Rows(Matrix values)) {
      return List.of(new Figure("largest |x|", Search.largest(values, row, row + 1)));
    }
    return List.of();
  }

  @Override
  public void backwardBegins(Leaf leaf, Matrix dy) {
    look(
        leaf,
        Phase.BACKWARD,
        "the gradients that are joined above the layer",
        dy,
        rows(leaf).after);
    cells.back(leaf, rows(leaf).before);
  }

  @Override
  public void backwardEnds(Leaf leaf, Matrix dx) {
    for (Weight weight : leaf.weights()) {
      gradient(weight);
    }
    look(leaf, Phase.BACKWARD, "the gradient that is handed down", dx, rows(leaf).before);
    search.note(false, leaf.name(), dx);
  }

  /** Looks at a weight as it was before the step. */
  void weight(Weight weight) {
    search.weight(Phase.WEIGHT, "the weight before the step", weight, weight.values());
  }

  /** Looks at the gradient of a weight, if it has one. */
  void gradient(Weight weight) {
    gradientOf(weight)
        .ifPresent(values -> search.weight(Phase.GRADIENT, "the gradient", weight, values));
  }

  /** Whether the gradient of a weight is not finite. */
  boolean spoilt(Weight weight) {
    return gradientOf(weight)
        .filter(values -> Search.first(values, 0, values.rows(), 0, values.columns()) >= 0)
        .isPresent();
  }

  private Optional<Matrix> gradientOf(Weight weight) {
    for (int i = 0; gradients.isPresent() && i < gradients.get().count(); i++) {
      if (gradients.get().weight(i).equals(weight)) {
        return Optional.of(gradients.get().gradient(i));
      }
    }
    return Optional.empty();
  }

  private void look(Leaf leaf, Phase phase, String what, Matrix values, Steps steps) {
    int at = search.done() ? -1 : Search.first(values, 0, values.rows(), 0, values.columns());
    if (at >= 0) {
      int row = at / values.columns();
      int column = at % values.columns();
      Place place = place(leaf, steps, row, column);
      search.found(new Fault(phase, what, place, values.get(row, column), List.of()));
    }
  }

  private Place place(Leaf leaf, Steps steps, int row, int column) {
    LayerSpec spec =
        leaf.spec() instanceof LayerSpec.InitialState state ? state.layer() : leaf.spec();
    var spot = search.spot(steps, row, leaf.backwards());
    return new Place(leaf.name(), spec.type(), "", "", spot, -1, column);
  }
}
