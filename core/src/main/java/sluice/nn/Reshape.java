package sluice.nn;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * The numbers of a sequence, step by step in one row, cut into rows of another width: numbers are
 * only relabelled.
 *
 * <pre>
 *   [T, I] → [T·I ∕ O, O]
 * </pre>
 *
 * <p>Flattening is the case of one row: every sequence must then have just so many steps.
 */
final class Reshape implements Layer {
  private final LayerSpec spec;
  private final OptionalInt exactSteps; // of a flattened sequence
  private final int inputSize;
  private final int outputSize;

  Reshape(LayerSpec.ReshapeSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.exactSteps = OptionalInt.empty();
    this.inputSize = place.inputSize();
    this.outputSize = spec.columns();
  }

  Reshape(LayerSpec.FlattenSpec spec, Blueprint.Place place) {
    this.spec = spec;
    this.exactSteps = OptionalInt.of(spec.steps());
    this.inputSize = place.inputSize();
    this.outputSize = Math.multiplyExact(spec.steps(), inputSize);
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return outputSize;
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public long lengthAfter(long steps) {
    return exactSteps.isPresent() ? 1 : steps * inputSize / outputSize;
  }

  @Override
  public Capacity capacityAfter(Capacity capacity) {
    long steps = Math.max(1, (long) capacity.steps() * inputSize / outputSize);
    long rows = Math.max(1, (long) capacity.rows() * inputSize / outputSize);
    rows = Math.min(rows, steps * capacity.sequences());
    return new Capacity(Math.toIntExact(steps), capacity.sequences(), Math.toIntExact(rows));
  }

  @Override
  public Optional<String> needsWholeSequences() {
    return inputSize == outputSize
        ? Optional.empty()
        : Optional.of("a layer reshapes whole sequences");
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long floats = (long) capacityAfter(capacity).rows() * outputSize;
    return floats + (training ? (long) capacity.rows() * inputSize : 0);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements StatelessPass {
    private final Matrix y; // [N′, O]
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private final int[] lengths; // [B]
    private final Steps cut;
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      Capacity capacity = settings.capacity();
      Capacity after = capacityAfter(capacity);
      y = Matrix.of(after.rows(), outputSize);
      dx = Matrix.of(settings.training() ? capacity.rows() : 0, inputSize);
      none = Matrix.of(capacity.sequences(), 0);
      lengths = new int[capacity.sequences()];
      cut = new Steps(after.steps(), capacity.sequences());
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      this.steps = steps;
      Matrix values = Rows.of(x, "a layer that reshapes");
      for (int b = 0; b < steps.sequences(); b++) {
        lengths[b] = length(steps.length(b));
      }
      cut.setLengths(steps, lengths);
      relabel(values, steps, y.rows(cut.rows()), cut);
      return y;
    }

    /** Steps that a sequence of so many steps becomes. */
    private int length(int length) {
      if (exactSteps.isPresent() && length != exactSteps.getAsInt()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a sequence has %d steps, flatten is set for %d: all must be equally long",
                length,
                exactSteps.getAsInt()));
      }
      long numbers = (long) length * inputSize;
      if (numbers % outputSize != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a sequence of %d steps of %d columns cannot be cut into rows of %d columns",
                length,
                inputSize,
                outputSize));
      }
      return Math.toIntExact(numbers / outputSize);
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      relabel(dy, cut, dx.rows(steps.rows()), steps);
      return dx;
    }

    @Override
    public Steps steps() {
      return cut;
    }

    @Override
    public Matrix none() {
      return none;
    }
  }

  /** Copies the numbers of each sequence, in their order. Modified: to. */
  private static void relabel(Matrix from, Steps fromSteps, Matrix to, Steps toSteps) {
    for (int b = 0; b < fromSteps.sequences(); b++) {
      int t = 0;
      int column = 0; // of the row of step t that is being filled
      for (int s = 0; s < fromSteps.length(b); s++) {
        int row = from.at(fromSteps.row(s, b));
        for (int done = 0; done < from.columns(); ) {
          int n = Math.min(from.columns() - done, to.columns() - column);
          int at = to.at(toSteps.row(t, b)) + column;
          System.arraycopy(from.data(), row + done, to.data(), at, n);
          done += n;
          column += n;
          if (column == to.columns()) {
            column = 0;
            t++;
          }
        }
      }
    }
  }
}
