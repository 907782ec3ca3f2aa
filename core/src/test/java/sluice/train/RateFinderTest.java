package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Weight;
import sluice.optim.Clip;
import sluice.optim.Lbfgs;
import sluice.optim.Sgd;
import sluice.optim.Treatment;

class RateFinderTest {
  private static final RateFinder.Config RATES = new RateFinder.Config(1e-4, 100, 120);

  private static Model model() {
    return new Model(
        Network.create(3, LayerSpec.dense(1), 1), Head.plain(1, new RegressionLoss.Squared()));
  }

  /** y = x0 − 2·x1 + 0.5·x2: its curvature is 1, so that plain descent flees from rate 2 on. */
  private static Batches line() {
    float[][][] inputs = new float[64][1][3];
    float[][][] targets = new float[64][1][1];
    Matrix x = Samples.normal(64, 3, 5);
    for (int s = 0; s < 64; s++) {
      for (int j = 0; j < 3; j++) {
        inputs[s][0][j] = x.get(s, j);
      }
      targets[s][0][0] = x.get(s, 0) - 2 * x.get(s, 1) + 0.5f * x.get(s, 2);
    }
    return ArrayBatches.values(inputs, targets, 32);
  }

  private static RateFinder.Found find(Model model, TrainConfig config) {
    return RateFinder.find(
        model,
        config,
        g -> new Sgd(new Sgd.Config(1, 0), g, Clip.NONE),
        line(),
        Lessons.quiet(),
        RATES);
  }

  @Test
  void suggestsARateThatLearnsAndLeavesTheModel() {
    Model model = model();
    List<float[]> before = model.weights().stream().map(w -> w.values().toArray()).toList();
    RateFinder.Found found = find(model, TrainConfig.DEFAULT);
    for (int i = 0; i < before.size(); i++) {
      Weight weight = model.weights().get(i);
      assertThat(weight.values().toArray()).isEqualTo(before.get(i));
    }
    List<RateFinder.Point> points = found.points();
    assertThat(points.getFirst().rate()).isCloseTo(1e-4, within(1e-15));
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < points.size(); i++) { // the smoothed loss, as its formula says
      double near = Math.pow(0.9, Math.abs(i - 30));
      int reach = Math.min(3, Math.min(i, points.size() - 1 - i));
      sum +=
          near
              * points.subList(i - reach, i + reach + 1).stream()
                  .mapToDouble(RateFinder.Point::loss)
                  .sorted()
                  .toArray()[reach];
      weight += near;
    }
    assertThat(points.get(30).smoothed()).isCloseTo(sum / weight, within(1e-9));
    assertThat(points.size()).isBetween(40, 119); // it flees before the last rate
    assertThat(points.getLast().rate()).isGreaterThan(1);
    double ratio = points.get(1).rate() / points.get(0).rate();
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).rate() / points.get(i - 1).rate()).isCloseTo(ratio, within(1e-9));
    }
    assertThat(found.suggested()).isBetween(0.02, 1.0);

    double rate = found.suggested();
    Training training =
        new Trainer(
                model,
                TrainConfig.DEFAULT.epochs(60),
                Clip.NONE,
                g -> new Sgd(new Sgd.Config(rate, 0), g, Clip.NONE))
            .fit(line(), Optional.empty(), Lessons.quiet());
    assertThat(training.epochs().getLast().trainingLoss()).isLessThan(1e-3);
  }

  @Test
  void whereNothingFallsNothingIsSuggested() {
    Model model = model();
    TrainConfig frozen = TrainConfig.DEFAULT.treatments(Treatment.frozen("*"));
    RateFinder.Found found = find(model, frozen);
    assertThat(found.points()).hasSize(120);
    assertThat(found.suggested()).isNaN();
    Stop stop = new Stop();
    stop.request();
    RateFinder.Found none =
        RateFinder.find(
            model,
            TrainConfig.DEFAULT,
            g -> new Sgd(new Sgd.Config(1, 0), g, Clip.NONE),
            line(),
            Lessons.quiet().stop(stop),
            RATES);
    assertThat(none.points()).isEmpty();
    assertThat(none.suggested()).isNaN();
  }

  @Test
  void badSettingsAreRefused() {
    for (double[] wrong : new double[][] {{0, 1, 20}, {1, 1, 20}, {1, 1 / 0.0, 20}, {1, 2, 9}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RateFinder.Config(wrong[0], wrong[1], (int) wrong[2]))
          .withMessageStartingWith("rates must rise from above 0 in at least 10 steps, were");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            RateFinder.find(
                model(),
                TrainConfig.DEFAULT,
                g -> new Lbfgs(Lbfgs.Config.DEFAULT, g),
                line(),
                Lessons.quiet(),
                RATES))
        .withMessage(
            "this optimiser looks for the length of each step itself: there is no rate to find");
  }

  /** Best is what a judge says: here that the second epoch is, whatever the loss. */
  @Test
  void aJudgeChoosesTheBestEpoch() {
    Model model = model();
    List<float[]> after = new ArrayList<>();
    double[] marks = {3, 1, Double.NaN, 2, 5};
    Training training =
        new Trainer(
                model,
                TrainConfig.DEFAULT.epochs(9).patience(3),
                Clip.NONE,
                g -> new Sgd(new Sgd.Config(0.01, 0), g, Clip.NONE))
            .judge(() -> {
              after.add(model.weights().getFirst().values().toArray());
              return marks[after.size() - 1];
            })
            .fit(line(), Optional.of(line()), Lessons.quiet());
    assertThat(training.bestEpoch()).isEqualTo(2);
    assertThat(training.epochs()).hasSize(5);
    assertThat(training.ending()).isEqualTo(Training.Ending.STOPPED_EARLY);
    assertThat(model.weights().getFirst().values().toArray()).isEqualTo(after.get(1));
  }
}
