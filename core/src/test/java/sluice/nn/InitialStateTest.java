package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;

class InitialStateTest {
  private static final Steps STEPS = Steps.equal(4, 2);
  private static final Input X = new Input.Rows(Samples.normal(8, 3, 1));

  private static Network.Pass pass(LayerSpec spec) {
    return Network.create(3, spec, 1).pass(PassSettings.predicting(Capacity.of(STEPS)));
  }

  @Test
  void aFreshSequenceBeginsWithTheCellsAndOneThatIsCarriedDoesNot() {
    Network.Pass plain = pass(LayerSpec.lstm(5));
    Network.Pass begun = pass(new LayerSpec.InitialState(LayerSpec.lstm(5), false, 0.25f));
    for (int j = 5; j < 10; j++) {
      plain.start().set(0, j, 0.25f); // c of the first sequence
    }
    begun.start().set(1, 10, 1); // the second has begun, at a state of zeros
    Bits.assertSame("outputs", begun.forward(X, STEPS), plain.forward(X, STEPS));
    for (int b = 0; b < 2; b++) {
      assertThat(begun.end().get(b, 10)).isEqualTo(1);
      for (int j = 0; j < 10; j++) {
        assertThat(begun.end().get(b, j)).isEqualTo(plain.end().get(b, j));
      }
    }
  }

  @Test
  void aSequenceInTwoPiecesIsOneSequence() {
    LayerSpec spec = new LayerSpec.InitialState(LayerSpec.gru(5), true, 0);
    Network network = Network.create(3, spec, 1);
    Weight start = network.weights().getLast();
    start.values().set(Samples.normal(1, 5, 8));
    start.changed();
    Network.Pass whole = network.pass(PassSettings.predicting(Capacity.of(STEPS)));
    Matrix y = whole.forward(X, STEPS).copy();
    Network.Pass pieces = network.pass(PassSettings.predicting(Capacity.of(2, 2)));
    Matrix x = ((Input.Rows) X).values();
    for (int piece = 0; piece < 2; piece++) {
      Matrix half = Matrix.over(x.data(), x.at(4 * piece), 4, 3);
      Matrix part = pieces.forward(new Input.Rows(half), Steps.equal(2, 2));
      Bits.assertSame("piece", part, Matrix.over(y.data(), y.at(4 * piece), 4, 5).copy());
      pieces.start().set(pieces.end());
    }
    Bits.assertSame("state", pieces.end(), whole.end());
  }

  @Test
  void onlyALearnedOneIsAWeight() {
    Network learned =
        Network.create(3, new LayerSpec.InitialState(LayerSpec.lstm(5), true, 0.5f), 1);
    assertThat(learned.stateLength()).isEqualTo(11);
    Weight start = learned.weights().getLast();
    assertThat(start.name()).isEqualTo("layers.0.start");
    assertThat(start.values().toArray()).containsExactly(0, 0, 0, 0, 0, .5f, .5f, .5f, .5f, .5f);
    List<Weight> plain = Network.create(3, LayerSpec.lstm(5), 1).weights();
    for (int i = 0; i < 3; i++) {
      Bits.assertSame("weight", learned.weights().get(i).values(), plain.get(i).values());
    }
    LayerSpec constant = new LayerSpec.InitialState(LayerSpec.lstm(5), false, 0.5f);
    assertThat(Network.create(3, constant, 1).weights()).hasSize(3);
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.InitialState(LayerSpec.dense(3), true, 0))
        .withMessage("only a recurrent layer has an initial state, not one of type dense");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.InitialState(LayerSpec.gru(3), true, 1))
        .withMessage("a layer of type gru has no cells to begin at 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.InitialState(LayerSpec.lstm(3), true, Float.NaN))
        .withMessage("cell must be finite, was NaN");
  }
}
