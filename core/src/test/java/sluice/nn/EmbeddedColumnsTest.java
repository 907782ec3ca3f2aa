package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;

class EmbeddedColumnsTest {
  private static final int ROWS = 600; // more than two blocks of a sum
  private static final int NAMES = 7;

  /** A number, a name, a number, a name: 0 is the unknown one. */
  private static Matrix columns() {
    Matrix x = Samples.normal(ROWS, 4, 3);
    for (int r = 0; r < ROWS; r++) {
      x.set(r, 1, 5 * r % (NAMES + 1));
      x.set(r, 3, r % 3);
    }
    return x;
  }

  /** The same with a column of 0 and 1 for each name. */
  private static Matrix oneHot(Matrix x) {
    Matrix wide = Matrix.of(ROWS, 1 + NAMES + 1 + 1 + 3);
    for (int r = 0; r < ROWS; r++) {
      wide.set(r, 0, x.get(r, 0));
      wide.set(r, 1 + (int) x.get(r, 1), 1);
      wide.set(r, 2 + NAMES, x.get(r, 2));
      wide.set(r, 3 + NAMES + (int) x.get(r, 3), 1);
    }
    return wide;
  }

  @Test
  void tablesDoWhatADenseLayerDoesToOneHotColumns() {
    Network network =
        Network.create(
            4,
            LayerSpec.embeddedColumns(
                new LayerSpec.EmbeddedColumn(1, NAMES, 3), new LayerSpec.EmbeddedColumn(3, 2, 2)),
            1);
    assertThat(network.outputSize()).isEqualTo(7);
    // y = x·W with the tables as blocks and ones where a number passes
    Network dense = Network.create(13, LayerSpec.dense(7), 1);
    Matrix w = dense.weights().getFirst().values();
    w.fill(0);
    w.set(0, 0, 1);
    w.set(2 + NAMES, 4, 1);
    block(network.weights().get(0).values(), w, 1, 1);
    block(network.weights().get(1).values(), w, 3 + NAMES, 5);
    dense.weights().getFirst().changed();

    Matrix x = columns();
    Steps steps = Steps.equal(ROWS / 5, 5);
    Gradients own = new Gradients(network.weights());
    Gradients wide = new Gradients(dense.weights());
    Network.Pass pass = network.pass(Samples.training(steps, own).inputGradient(true));
    Network.Pass densePass = dense.pass(Samples.training(steps, wide).inputGradient(true));
    Matrix y = pass.forward(new Input.Rows(x), steps);
    Bits.assertSame("y", densePass.forward(new Input.Rows(oneHot(x)), steps), y);
    Matrix dy = Samples.normal(ROWS, 7, 4);
    Matrix dx = pass.backward(dy);
    densePass.backward(dy);
    assertBlock(wide.gradient(0), own.gradient(0), 1, 1);
    assertBlock(wide.gradient(0), own.gradient(1), 3 + NAMES, 5);
    for (int r = 0; r < ROWS; r++) {
      assertThat(dx.get(r, 0)).isEqualTo(dy.get(r, 0));
      assertThat(dx.get(r, 1)).isZero();
      assertThat(dx.get(r, 2)).isEqualTo(dy.get(r, 4));
      assertThat(dx.get(r, 3)).isZero();
    }
  }

  private static void block(Matrix table, Matrix w, int row, int column) {
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        w.set(row + i, column + j, table.get(i, j));
      }
    }
  }

  private static void assertBlock(Matrix dw, Matrix table, int row, int column) {
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        assertThat(table.get(i, j)).isEqualTo(dw.get(row + i, column + j)).isNotZero();
      }
    }
  }

  @Test
  void whatIsNoNumberOfANameIsTheUnknownOne() {
    Network network =
        Network.create(1, LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(0, 3, 2)), 1);
    Matrix table = network.weights().getFirst().values();
    assertThat(table.rows()).isEqualTo(4);
    assertThat(new float[] {table.get(0, 0), table.get(0, 1)}).containsOnly(0); // at first
    table.set(0, 0, 0.5f); // as learned
    network.weights().getFirst().changed();
    float[] asked = {
      1, 2, 3, 0, 4, -1, Float.NaN, Float.POSITIVE_INFINITY, -1e30f, 2.4f, 1.6f, 1e9f
    };
    int[] rows = {1, 2, 3, 0, 0, 0, 0, 0, 0, 2, 2, 0};
    Matrix x = Matrix.over(asked, 0, asked.length, 1);
    Steps steps = Steps.equal(1, asked.length);
    Matrix y =
        network.pass(PassSettings.predicting(Capacity.of(steps))).forward(new Input.Rows(x), steps);
    for (int r = 0; r < rows.length; r++) {
      assertThat(y.get(r, 0)).as("of %s", asked[r]).isEqualTo(table.get(rows[r], 0));
      assertThat(y.get(r, 1)).as("of %s", asked[r]).isEqualTo(table.get(rows[r], 1));
    }
  }

  @Test
  void idsAreRefused() {
    Network network =
        Network.create(3, LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(0, 3, 2)), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            network
                .pass(PassSettings.predicting(Capacity.of(1, 1)))
                .forward(Input.Ids.of(3, 1), Steps.equal(1, 1)))
        .withMessage("a layer of embedded columns reads rows of numbers, not Ids");
  }

  @Test
  void weightsHaveTheNamesOfTheirPlace() {
    Network network =
        Network.create(
            4,
            LayerSpec.stack(
                LayerSpec.embeddedColumns(
                    new LayerSpec.EmbeddedColumn(1, NAMES, 3),
                    new LayerSpec.EmbeddedColumn(3, 2, 2)),
                LayerSpec.dense(2)),
            1);
    assertThat(network.weights().stream().map(Weight::name))
        .isEqualTo(List.of("layers.0.e1", "layers.0.e2", "layers.1.w", "layers.1.b"));
  }
}
