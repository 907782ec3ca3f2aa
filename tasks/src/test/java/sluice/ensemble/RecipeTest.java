package sluice.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.data.ExampleBatches;
import sluice.data.Examples;
import sluice.data.Predictions;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.nn.Activation;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.train.Hooks;
import sluice.train.TrainConfig;
import sluice.train.Trainer;

/** What members learn from, against numbers worked out by hand. */
class RecipeTest {
  private static final Points NONE = new Points(new float[0][1], new float[0], true);

  /** One column 0 … n − 1 with a class each. */
  private static Points line(int... classes) {
    float[][] x = new float[classes.length][1];
    float[] y = new float[classes.length];
    for (int i = 0; i < y.length; i++) {
      x[i][0] = i;
      y[i] = classes[i];
    }
    return new Points(x, y, true);
  }

  /** Class 1 above (sign 1) or below (sign −1) a threshold. */
  private static Model stump(double threshold, int sign) {
    Model model = model(1, 2, new SoftmaxCrossEntropy(), LayerSpec.stack(LayerSpec.lastStep()));
    Matrix w = model.head().weights().get(0).values();
    Matrix b = model.head().weights().get(1).values();
    w.set(0, 0, 0);
    w.set(0, 1, sign);
    b.set(0, 0, 0);
    b.set(0, 1, (float) (-sign * threshold));
    model.weights().forEach(sluice.nn.Weight::changed);
    return model;
  }

  private static Model model(int inputs, int outputs, Loss loss, LayerSpec layers) {
    Network network = Network.create(inputs, layers, 42);
    return new Model(network, Head.dense(network.outputSize(), outputs, loss, 42));
  }

  private static int[] voted(Predictor predictor, Examples examples) {
    int[] classes = new int[examples.count()];
    Predictions.each(
        predictor,
        examples,
        (example, step, output, row) -> classes[example] = Ensemble.likeliest(output, row));
    return classes;
  }

  /**
   * Freund and Schapire's rounds on the classes 0 1 1 0 0, worked out by hand. The stump above 0.5
   * is wrong on two of five: ε = 2∕5, β = 2∕3; what it has right falls to 2∕15 each, in a sum of
   * 4∕5, so that D is 1∕6 or, where it was wrong, 1∕4. The one below 2.5 is then wrong on the first
   * point alone: ε = 1∕6, β = 1∕5.
   */
  @Test
  void boostingWeighsExamplesAndVotesAsByHand() {
    Points points = line(0, 1, 1, 0, 0);
    AdaBoost boost = new AdaBoost(points, NONE);
    assertThat(boost.training()).isSameAs(points);
    assertThat(boost.add(stump(0.5, 1))).isTrue();
    assertThat(boost.distribution())
        .containsExactly(new double[] {1 / 6., 1 / 6., 1 / 6., 1 / 4., 1 / 4.}, within(1e-12));
    assertThat(boost.training().weight(3, 0)).isEqualTo(1.25f); // five together, as at first
    assertThat(boost.add(stump(2.5, -1))).isTrue();
    double all = 1 / 6. + 5 / 6. / 5;
    assertThat(boost.distribution())
        .containsExactly(
            new double[] {1 / 6. / all, 1 / 30. / all, 1 / 30. / all, 0.05 / all, 0.05 / all},
            within(1e-12));
    assertThat(((Combination.Vote) boost.ensemble().combination()).weights())
        .satisfiesExactly(
            first -> assertThat(first).isCloseTo(StrictMath.log(1.5), within(1e-12)),
            second -> assertThat(second).isCloseTo(StrictMath.log(5), within(1e-12)));
    assertThat(boost.ended()).isEmpty();
  }

  @Test
  void boostingEndsWhereAMemberIsNoBetterThanChance() {
    AdaBoost boost = new AdaBoost(line(0, 1, 1, 0, 0), NONE);
    assertThat(boost.add(stump(0.5, 1))).isTrue();
    assertThat(boost.add(stump(0.5, -1))).isFalse(); // wrong on half of the weight
    assertThat(boost.ensemble().members()).hasSize(1);
    assertThat(boost.ended())
        .hasValue(
            "Boosting ended early: member 2 was wrong on 50.0 % of the weighted training rows, no"
                + " better than chance.");
    AdaBoost bad = new AdaBoost(line(0, 0, 1, 1), NONE);
    assertThat(bad.add(stump(1.5, -1))).isFalse();
    assertThat(bad.ensemble().members()).hasSize(1); // there is no other
    AdaBoost good = new AdaBoost(line(0, 0, 1, 1), NONE);
    assertThat(good.add(stump(1.5, 1))).isFalse();
    assertThat(good.ended().orElseThrow()).contains("right on all training rows");
    assertThat(((Combination.Vote) good.ensemble().combination()).weights())
        .containsExactly(StrictMath.log(7)); // half an example of four
  }

  /** No single threshold has the middle apart from both ends; three voting have. */
  @Test
  void boostingSolvesWhatNoMemberCan() {
    int[] classes = {0, 0, 0, 1, 1, 1, 0, 0, 0};
    Points points = line(classes);
    AdaBoost boost = new AdaBoost(points, NONE);
    boolean more = true;
    for (int round = 0; round < 20 && more; round++) {
      more = boost.add(best(points, boost.distribution()));
    }
    assertThat(voted(boost.ensemble(), points)).containsExactly(classes);
    for (Model member : boost.ensemble().members()) {
      assertThat(voted(member, points)).isNotEqualTo(classes);
    }
  }

  private static Model best(Points points, double[] weights) {
    Model best = stump(0, 1);
    double least = Double.POSITIVE_INFINITY;
    for (int at = -1; at < points.count(); at++) {
      for (int sign : new int[] {1, -1}) {
        Model model = stump(at + 0.5, sign);
        int[] voted = voted(model, points);
        double error = 0;
        for (int i = 0; i < voted.length; i++) {
          error += voted[i] == (int) points.y()[i] ? 0 : weights[i];
        }
        if (error < least) {
          least = error;
          best = model;
        }
      }
    }
    return best;
  }

  @Test
  void baggingDrawsRowsByNumberAndSeed() {
    Points points = line(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    Bagging bagging = new Bagging(points, NONE, 0.7, 42);
    int[] first = bagging.drawn(0);
    assertThat(first).hasSize(7).isEqualTo(bagging.drawn(0)).isNotEqualTo(bagging.drawn(1));
    for (int i = 0; i < 7; i++) {
      assertThat(first[i]).isEqualTo(Rng.below(Rng.key(42, Rng.ENSEMBLE, 0, 1, 0, 0), i, 10));
    }
    assertThat(first).containsExactly(1, 0, 3, 2, 1, 5, 9);
    Examples training = bagging.training();
    float[] x = new float[1];
    Target.ClassIds ids = new Target.ClassIds(1);
    for (int i = 0; i < 7; i++) {
      training.input(i, x);
      training.target(i, 0, ids, 0);
      assertThat(x[0]).isEqualTo(first[i]);
      assertThat(ids.get(0)).isEqualTo(first[i] % 2);
    }
    bagging.add(stump(0, 1));
    bagging.training().input(0, x);
    assertThat(x[0]).isEqualTo(bagging.drawn(1)[0]);
    // Of many rows a draw has the share 1 − 1∕e.
    Bagging large = new Bagging(line(new int[10_000]), NONE, 1, 42);
    assertThat(Arrays.stream(large.drawn(3)).distinct().count() / 1e4)
        .isCloseTo(1 - 1 / Math.E, within(0.01));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bagging(points, NONE, 0, 42))
        .withMessage("sample must be a share above 0, was 0.0");
  }

  @Test
  void boostingOfResidualsIsTheSumByHand() {
    int n = 40;
    float[][] x = new float[n][1];
    float[] y = new float[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      x[i][0] = i / 10f - 2;
      y[i] = (float) (StrictMath.sin(3 * x[i][0]) + 0.5);
      mean += y[i];
    }
    mean /= n;
    Points points = new Points(x, y, false);
    GradientBoosting boost = new GradientBoosting(points, points, 0.5);
    List<Model> members = new ArrayList<>();
    double before = Double.POSITIVE_INFINITY;
    for (int m = 0; m < 5; m++) {
      Model model =
          model(
              1,
              1,
              new RegressionLoss.Squared(),
              LayerSpec.stack(new LayerSpec.DenseSpec(8, Activation.TANH), LayerSpec.lastStep()));
      train(model, boost.training());
      assertThat(answers(boost.with(model), points))
          .isEqualTo(byHand(members, model, points, mean));
      boost.add(model);
      members.add(model);
      double[] now = answers(boost.ensemble(), points);
      assertThat(now).isEqualTo(byHand(members.subList(0, m), model, points, mean));
      double error = 0;
      Target.Values left = (Target.Values) boost.training().newTarget(1);
      for (int i = 0; i < n; i++) {
        error += (y[i] - now[i]) * (y[i] - now[i]);
        boost.training().target(i, 0, left, 0);
        assertThat(left.values().get(0, 0)).isCloseTo((float) (y[i] - now[i]), within(1e-6f));
      }
      assertThat(error).isLessThan(before);
      before = error;
    }
    assertThat(before).isLessThan(0.7 * variance(y, mean));
  }

  private static double variance(float[] y, double mean) {
    double sum = 0;
    for (float value : y) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }

  private static double[] byHand(List<Model> before, Model last, Points points, double mean) {
    double[] sums = new double[points.count()];
    List<Model> all = new ArrayList<>(before);
    all.add(last);
    for (Model model : all) {
      double[] own = answers(model, points);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += own[i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (float) (mean + 0.5 * sums[i]);
    }
    return sums;
  }

  private static double[] answers(Predictor predictor, Points points) {
    double[] answers = new double[points.count()];
    Predictions.each(
        predictor, points, (example, step, output, row) -> answers[example] = output.get(row, 0));
    return answers;
  }

  private static void train(Model model, Examples examples) {
    new Trainer(
            model,
            TrainConfig.DEFAULT.epochs(30),
            Clip.NONE,
            gradients -> new Adam(Adam.Config.DEFAULT.rate(0.05), gradients, Clip.NONE))
        .fit(new ExampleBatches(examples, 8, true, 42), Optional.empty(), Hooks.none());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Points numbers = new Points(new float[2][1], new float[] {1, 2}, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaBoost(numbers, numbers))
        .withMessage("boosting needs one class for each example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientBoosting(line(0, 1), line(0, 1), 0.1))
        .withMessage("boosting of residuals needs one number each example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientBoosting(numbers, numbers, -1))
        .withMessageContaining("rate above 0");
  }
}
