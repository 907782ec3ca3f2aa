package sluice.nn;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * An input with the steps of each sequence in falling order, in buffers that are made when first
 * needed and then kept.
 */
final class ReversedInput {
  private final InputBlock buffers;

  ReversedInput(int maxRows) {
    buffers = new InputBlock(maxRows);
  }

  /** The same rows, turned; valid until the next call. */
  Input of(Input input, Steps steps) {
    Input turned = buffers.like(input);
    copy(input, steps, turned);
    return turned;
  }

  private static void copy(Input from, Steps steps, Input to) {
    switch (from) {
      case Input.Rows(Matrix values) -> copy(values, steps, ((Input.Rows) to).values());
      case Input.Ids ids -> {
        Input.Ids turned = ((Input.Ids) to).rows(ids.rows());
        for (int t = 0; t < steps.count(); t++) {
          for (int b = 0; b < steps.alive(t); b++) {
            turned.set(steps.row(t, b), ids.get(mirror(steps, t, b)));
          }
        }
      }
      case Input.Joined(List<Input> parts) -> {
        List<Input> turned = ((Input.Joined) to).parts();
        for (int i = 0; i < parts.size(); i++) {
          copy(parts.get(i), steps, turned.get(i));
        }
      }
    }
  }

  /** Copies rows to where they stand when each sequence is turned. Modified: to. */
  static void copy(Matrix from, Steps steps, Matrix to) {
    to.rows(from.rows());
    for (int t = 0; t < steps.count(); t++) {
      for (int b = 0; b < steps.alive(t); b++) {
        System.arraycopy(
            from.data(),
            from.at(mirror(steps, t, b)),
            to.data(),
            to.at(steps.row(t, b)),
            from.columns());
      }
    }
  }

  private static int mirror(Steps steps, int t, int b) {
    return steps.row(steps.length(b) - 1 - t, b);
  }
}
