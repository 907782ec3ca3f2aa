package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** Several models that answer as one. */
class EnsembleTest {
  private static final Steps STEPS = Steps.equal(4, 3);

  private static Model model(int outputs, Loss loss, long seed) {
    LayerSpec layers = LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.lastStep());
    return new Model(Network.create(2, layers, seed), Head.dense(5, outputs, loss, seed));
  }

  private static List<Model> models(int outputs, Loss loss, int count) {
    List<Model> models = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      models.add(model(outputs, loss, 7 + m));
    }
    return models;
  }

  private static Matrix answers(Predictor predictor) {
    Matrix x = Matrix.of(STEPS.rows(), 2);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = (i * 37 % 23) / 5f - 2;
    }
    return predictor
        .pass(PassSettings.predicting(Capacity.of(4, 3)))
        .predict(new Input.Rows(x), STEPS)
        .copy();
  }

  @Test
  void theMeanIsThatOfTheMembersRunAloneBitForBit() {
    List<Model> models = models(3, new SoftmaxCrossEntropy(), 5);
    Matrix together = answers(new Ensemble(models, new Combination.Mean()));
    assertThat(together.rows()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      for (int c = 0; c < 3; c++) {
        double sum = 0;
        for (Model model : models) {
          sum += answers(model).get(row, c);
        }
        assertThat(together.get(row, c)).isEqualTo((float) (sum / 5));
      }
    }
    assertThat(answers(Ensemble.mean(models.getFirst())).toArray())
        .isEqualTo(answers(models.getFirst()).toArray());
  }

  @Test
  void eachVotesForItsLikeliestClassByItsWeight() {
    List<Model> models = models(3, new SoftmaxCrossEntropy(), 3);
    List<Double> weights = List.of(0.5, 2.0, 1.5);
    Matrix together = answers(new Ensemble(models, new Combination.Vote(weights)));
    for (int row = 0; row < 3; row++) {
      double[] votes = new double[3];
      for (int m = 0; m < 3; m++) {
        Matrix own = answers(models.get(m));
        int likeliest = 0;
        for (int c = 1; c < 3; c++) {
          likeliest = own.get(row, c) > own.get(row, likeliest) ? c : likeliest;
        }
        votes[likeliest] += weights.get(m);
      }
      for (int c = 0; c < 3; c++) {
        assertThat(together.get(row, c)).isEqualTo((float) (votes[c] / 4));
      }
    }
  }

  @Test
  void aSingleColumnIsAVoteForYesOrNo() {
    List<Model> models = models(1, new SigmoidCrossEntropy(), 4);
    List<Double> weights = List.of(1.0, 2.0, 4.0, 8.0);
    Matrix together = answers(new Ensemble(models, new Combination.Vote(weights)));
    for (int row = 0; row < 3; row++) {
      double yes = 0;
      for (int m = 0; m < 4; m++) {
        yes += answers(models.get(m)).get(row, 0) > 0.5f ? weights.get(m) : 0;
      }
      assertThat(together.get(row, 0)).isEqualTo((float) (yes / 15));
    }
  }

  @Test
  void aSumAddsALittleOfEachToItsStart() {
    List<Model> models = models(2, new RegressionLoss.Squared(), 3);
    Matrix together = answers(new Ensemble(models, new Combination.Sum(0.25, 0.1)));
    for (int i = 0; i < together.size(); i++) {
      double sum = 0;
      for (Model model : models) {
        sum += answers(model).toArray()[i];
      }
      assertThat(together.toArray()[i]).isEqualTo((float) (0.25 + 0.1 * sum));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Loss squared = new RegressionLoss.Squared();
    Model one = model(1, squared, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ensemble(List.of(), new Combination.Mean()))
        .withMessage("an ensemble needs at least one member");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ensemble.mean(one, model(2, squared, 1)))
        .withMessage("members must read and answer as many columns: 2 to 1 and 2 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ensemble(List.of(one), new Combination.Vote(List.of(1.0, 2.0))))
        .withMessage("each of 1 members needs a weight, there are 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Combination.Vote(List.of(0.0)))
        .withMessage("the weight of a vote must be above 0 and finite, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Combination.Sum(0, 0))
        .withMessage("start must be finite and rate above 0, were 0.0 and 0.0");
  }
}
