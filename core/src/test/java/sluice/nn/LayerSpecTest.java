package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LayerSpecTest {

  @Test
  void shortFormsHaveTheUsualSettings() {
    assertThat(LayerSpec.lstm(3)).isEqualTo(new LayerSpec.LstmSpec(3, 1f));
    assertThat(LayerSpec.rnn(3)).isEqualTo(new LayerSpec.RnnSpec(3, Activation.TANH));
    assertThat(LayerSpec.dense(3)).isEqualTo(new LayerSpec.DenseSpec(3, Activation.IDENTITY));
    assertThat(LayerSpec.dropout(0.5f)).isEqualTo(new LayerSpec.DropoutSpec(0.5f));
    assertThat(LayerSpec.lastStep()).isEqualTo(new LayerSpec.LastStepsSpec(1));
    assertThat(LayerSpec.lastSteps(4)).isEqualTo(new LayerSpec.LastStepsSpec(4));
    assertThat(LayerSpec.stack(LayerSpec.lstm(1), LayerSpec.dense(2)).layers())
        .containsExactly(LayerSpec.lstm(1), LayerSpec.dense(2));
  }

  @Test
  void typesAndVersionsInFilesAreStable() {
    List<LayerSpec> specs =
        List.of(
            LayerSpec.stack(LayerSpec.lstm(1)),
            LayerSpec.parallel(LayerSpec.lstm(1)),
            LayerSpec.residual(LayerSpec.lstm(1)),
            new LayerSpec.Initialised(
                LayerSpec.lstm(1), Optional.empty(), Optional.empty(), Optional.empty()),
            new LayerSpec.Reversed(LayerSpec.lstm(1)),
            LayerSpec.bidirectional(LayerSpec.lstm(1)),
            LayerSpec.lstm(1),
            new LayerSpec.InitialState(LayerSpec.lstm(1), true, 0),
            LayerSpec.gru(1),
            LayerSpec.indRnn(1, 1),
            LayerSpec.rnn(1),
            LayerSpec.dense(1),
            LayerSpec.activation(Activation.GELU),
            LayerSpec.embedding(1),
            LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(0, 1, 1)),
            LayerSpec.layerNorm(),
            LayerSpec.maxPool(),
            LayerSpec.attentionPool(1),
            LayerSpec.flatten(1),
            LayerSpec.reshape(1),
            LayerSpec.repeat(),
            LayerSpec.dropout(0),
            LayerSpec.lastStep());
    assertThat(specs.stream().map(LayerSpec::type))
        .containsExactly(
            "stack",
            "parallel",
            "residual",
            "initialised",
            "reversed",
            "bidirectional",
            "lstm",
            "initial-state",
            "gru",
            "indrnn",
            "rnn",
            "dense",
            "activation",
            "embedding",
            "embedded-columns",
            "layer-norm",
            "pool",
            "attention-pool",
            "flatten",
            "reshape",
            "repeat",
            "dropout",
            "last-steps");
    assertThat(specs.stream().map(LayerSpec::version)).containsOnly(1);
    assertThat(new LayerSpec.DropoutSpec(0.1f, true).version()).isEqualTo(2);
    LayerSpec.LstmSpec lstm = LayerSpec.lstm(1);
    for (LayerSpec newer :
        List.of(
            lstm.chrono(5),
            lstm.form(LstmForm.PLAIN.withPeepholes()),
            lstm.noise(new Noise(0, 0, 0, 0.1f)))) {
      assertThat(newer.type()).isEqualTo("lstm");
      assertThat(newer.version()).isEqualTo(2);
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.lstm(0))
        .withMessage("hidden must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.rnn(-2))
        .withMessage("hidden must be at least 1, was -2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.dense(0))
        .withMessage("units must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.embedding(0))
        .withMessage("size must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.EmbeddingSpec(2, OptionalInt.of(-1), false))
        .withMessage("padding must be an id from 0 on, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.LayerNormSpec(0))
        .withMessage("epsilon must be above 0 and finite, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.attentionPool(0))
        .withMessage("size must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.flatten(0))
        .withMessage("steps must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.reshape(0))
        .withMessage("columns must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.repeat(0))
        .withMessage("steps must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.RepeatSpec(-1))
        .withMessage("steps must be at least 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.lastSteps(0))
        .withMessage("count must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.LstmSpec(1, Float.NaN))
        .withMessage("forgetBias must be finite, was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activation.leakyRelu(-0.1f))
        .withMessage("slope must be at least 0, was -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activation.elu(0))
        .withMessage("alpha must be above 0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Activation.parametricRelu(Float.NaN))
        .withMessage("slope must be finite, was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Activation(Activation.Kind.TANH, 2))
        .withMessage("TANH has no parameter, was given 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(LayerSpec::embeddedColumns)
        .withMessage("embedded columns need at least one table");
    LayerSpec.EmbeddedColumn table = new LayerSpec.EmbeddedColumn(1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.embeddedColumns(table, table))
        .withMessage("the columns of tables must rise, were [1, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.EmbeddedColumn(-1, 2, 3))
        .withMessage("column must be at least 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.EmbeddedColumn(0, 0, 3))
        .withMessage("names must be 1 to 16777215, as float32 counts them, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.EmbeddedColumn(0, 2, 0))
        .withMessage("size must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(LayerSpec::stack)
        .withMessage("a stack needs at least one layer");
    for (Activation activation : List.of(Activation.IDENTITY, Activation.SIGMOID)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LayerSpec.RnnSpec(2, activation))
          .withMessage("activation of a plain RNN must be TANH or RELU, was " + activation.kind());
    }
    for (float rate : new float[] {-0.1f, 1, Float.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LayerSpec.dropout(rate))
          .withMessage("dropout rate must be at least 0 and below 1, was " + rate);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedWhenANetworkIsMade() {
    assertRefused(
        LayerSpec.residual(LayerSpec.lstm(5)),
        "residual adds outputs of 5 and of 3 columns; they must be equally many as come in");
    assertRefused(
        new LayerSpec.Parallel(List.of(LayerSpec.lstm(5), LayerSpec.lstm(4)), LayerSpec.Join.SUM),
        "parallel adds outputs of 4 and of 5 columns; they must be equally many, or joined by"
            + " concat");
    assertRefused(
        LayerSpec.parallel(LayerSpec.lstm(3), LayerSpec.lastSteps(9)),
        "parallel joins outputs of other lengths: one part changes the number of steps");
    assertRefused(
        LayerSpec.residual(LayerSpec.lastStep()),
        "residual joins outputs of other lengths: one part changes the number of steps");
    assertRefused(
        new LayerSpec.EmbeddingSpec(2, OptionalInt.of(3), false),
        "padding is id 3, but the ids end at 2");
    assertRefused(
        LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(3, 2, 1)),
        "a table is for column 3, but the columns end at 2");
    assertThatIllegalArgumentException()
        .isThrownBy(LayerSpec::parallel)
        .withMessage("parallel needs at least one layer");
    assertThatIllegalArgumentException()
        .isThrownBy(LayerSpec::inputOnEvery)
        .withMessage("a stack needs at least one layer");
  }

  private static void assertRefused(LayerSpec spec, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.create(3, spec, 1))
        .withMessage(message);
  }
}
