package sluice.inspect;

import java.util.List;
import java.util.Optional;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.train.Batch;

/** Looks for the first value of a batch that is not finite: inputs, targets, weights of rows. */
final class DataSearch {
  private final Search search;

  DataSearch(Search search) {
    this.search = search;
  }

  void input(Input input, Steps steps) {
    input(input, steps, 0);
  }

  private void input(Input input, Steps steps, int column) {
    switch (input) {
      case Input.Rows(Matrix values) -> {
        int at = search.done() ? -1 : Search.first(values, 0, steps.rows(), 0, values.columns());
        if (at >= 0) {
          int row = at / values.columns();
          int own = at % values.columns();
          found("the input", steps, row, column + own, values.get(row, own));
        }
      }
      case Input.Ids _ -> {}
      case Input.Joined(List<Input> parts) -> {
        int next = column;
        for (Input part : parts) {
          input(part, steps, next);
          next += part.width();
        }
      }
    }
  }

  /** Looks at the states that sequences brought along. */
  void start(Matrix start, Steps steps) {
    int at = search.done() ? -1 : Search.first(start, 0, steps.sequences(), 0, start.columns());
    if (at >= 0) {
      int row = at / start.columns();
      int column = at % start.columns();
      found("the state carried from the batch before", steps, row, column, start.get(row, column));
    }
  }

  /**
   * Looks at what the head is to be compared with.
   *
   * @param steps how its rows lie
   */
  void target(Batch batch, Steps steps) {
    Matrix values =
        switch (batch.target()) {
          case Target.Values(Matrix numbers) -> numbers;
          case Target.LabelSets(Matrix labels) -> labels;
          case Target.ClassIds _ -> Matrix.EMPTY;
        };
    int rows = Math.min(values.rows(), batch.target().rows());
    int at = search.done() ? -1 : Search.first(values, 0, rows, 0, values.columns());
    if (at >= 0) {
      int row = at / values.columns();
      int column = at % values.columns();
      found("the target", steps, row, column, values.get(row, column));
    }
    for (int row = 0; row < batch.target().rows() && !search.done(); row++) {
      if (!Float.isFinite(batch.weights()[row])) {
        found("the weight of the row", steps, row, -1, batch.weights()[row]);
      }
    }
  }

  private void found(String what, Steps steps, int row, int column, double value) {
    Optional<Fault.Spot> spot = search.spot(steps, row, false);
    Place place = new Place("", "", "", "", spot, -1, column);
    search.found(new Fault(Phase.DATA, what, place, value, List.of()));
  }
}
