package sluice.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Columns that hold numbers of names become vectors that are learned; all others pass (Guo &amp;
 * Berkhahn 2016).
 *
 * <pre>
 *   y = [… x_j … W[id(x_k)] …]     [N, O]      in the order of the columns
 *   id(x) = x to the nearest whole number where that is 1 … names, else 0, the unknown name
 *
 *   dW[id] += the band of dy        dx_j = dy_j        dx_k = 0
 * </pre>
 *
 * <p>The product with a one-hot row in other words, whose other zeros are neither held nor
 * multiplied. The row of the unknown name begins at zero, the mean of those of the names, which are
 * drawn from U(−√3, √3).
 */
final class EmbeddedColumns implements Layer {
  private final LayerSpec.EmbeddedColumnsSpec spec;
  private final int inputSize;
  private final int outputSize;
  private final List<Table> tables = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  /** A column's table, and where its vector stands in y. */
  private record Table(int column, Weight w, int to) { // w [R, size]
    int rows() {
      return w.values().rows();
    }

    int size() {
      return w.values().columns();
    }
  }

  /** Columns side by side that pass. */
  private record Run(int from, int to, int width) {}

  EmbeddedColumns(LayerSpec.EmbeddedColumnsSpec spec, Blueprint.Place place) {
    this.spec = spec;
    inputSize = place.inputSize();
    int next = 0; // column of x
    int to = 0; // column of y
    for (LayerSpec.EmbeddedColumn table : spec.tables()) {
      if (table.column() >= inputSize) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a table is for column %d, but the columns end at %d",
                table.column(),
                inputSize - 1));
      }
      pass(next, to, table.column() - next);
      to += table.column() - next;
      String name = "e" + (tables.size() + 1);
      Weight w = place.uniform(name, table.names() + 1, table.size(), (float) Math.sqrt(3));
      Arrays.fill(w.values().data(), w.values().at(0), w.values().at(1), 0);
      tables.add(new Table(table.column(), w, to));
      to += table.size();
      next = table.column() + 1;
    }
    pass(next, to, inputSize - next);
    outputSize = to + inputSize - next;
  }

  private void pass(int from, int to, int width) {
    if (width > 0) {
      runs.add(new Run(from, to, width));
    }
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
    return tables.stream().map(Table::w).toList();
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long rows = capacity.rows();
    long floats = rows * outputSize;
    for (Table table : tables) {
      floats += rows * (1 + table.size()); // numbers of names, and a band
      floats += training ? table.rows() : 0;
    }
    return floats + (training ? rows * inputSize : 0);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  /** The look-ups of one table. */
  private static final class LookUp {
    private final Table table;
    private final Input.Ids ids; // [N]
    private final IdProduct product;
    private final Optional<RowGradient> dw;
    private final Optional<IdGradient> gradient;
    private final Matrix band; // [N, size]  of y, then of dy
    private final Matrix zero; // [1, size]  there is no bias

    LookUp(Table table, PassSettings settings) {
      this.table = table;
      int rows = settings.capacity().rows();
      ids = new Input.Ids(rows, table.rows());
      product = new IdProduct(table.w, settings.workers());
      dw = settings.gradients().filter(all -> all.learns(table.w)).map(all -> all.byRows(table.w));
      gradient = dw.map(_ -> new IdGradient(table.rows(), table.size(), settings.workers()));
      band = Matrix.of(rows, table.size());
      zero = Matrix.of(1, table.size());
    }

    void forward(Matrix x, Matrix y) {
      ids.rows(x.rows());
      for (int r = 0; r < x.rows(); r++) {
        ids.set(r, id(x.data()[x.at(r) + table.column]));
      }
      product.run(ids, 0, band.rows(x.rows()), zero);
      Columns.copy(band, 0, y, table.to, table.size(), x.rows());
    }

    /** What is no number of a name is the unknown one's. */
    private int id(float value) {
      int nearest = Math.round(value);
      return nearest > 0 && nearest < table.rows() ? nearest : 0;
    }

    void backward(Matrix dy) {
      if (gradient.isPresent()) {
        Columns.copy(dy, table.to, band.rows(dy.rows()), 0, table.size(), dy.rows());
        gradient.get().add(ids, 0, band, dw.get());
      }
    }
  }

  private final class Pass implements StatelessPass {
    private final LookUp[] lookUps;
    private final Matrix y; // [N, O]
    private final Matrix dx; // [N, I]
    private final Matrix none; // [B, 0]
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      int rows = settings.capacity().rows();
      lookUps = tables.stream().map(table -> new LookUp(table, settings)).toArray(LookUp[]::new);
      y = Matrix.of(rows, outputSize);
      boolean asked = settings.training() && settings.inputGradient();
      dx = Matrix.of(asked ? rows : 0, inputSize);
      none = Matrix.of(settings.capacity().sequences(), 0);
    }

    @Override
    public Matrix forward(Input input, Steps steps) {
      this.steps = steps;
      Matrix x = Rows.of(input, "a layer of embedded columns");
      y.rows(x.rows());
      for (LookUp lookUp : lookUps) {
        lookUp.forward(x, y);
      }
      for (int i = 0; i < runs.size(); i++) { // in every step: nothing to be allocated
        Run run = runs.get(i);
        Columns.copy(x, run.from, y, run.to, run.width, x.rows());
      }
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      for (LookUp lookUp : lookUps) {
        lookUp.backward(dy);
      }
      if (dx.data().length > 0) {
        dx.rows(dy.rows()).fill(0);
        for (int i = 0; i < runs.size(); i++) {
          Run run = runs.get(i);
          Columns.copy(dy, run.to, dx, run.from, run.width, dy.rows());
        }
      }
      return dx;
    }

    @Override
    public Steps steps() {
      return steps;
    }

    @Override
    public Matrix none() {
      return none;
    }
  }
}
