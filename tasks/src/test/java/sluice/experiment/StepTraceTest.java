package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.inspect.LayerFlow;

class StepTraceTest {
  private static final Path WEATHER = Path.of("..", "examples", "weather.yaml");

  @Test
  void theEquationsAndTheEngineSayTheSame() {
    StepTrace trace =
        StepTrace.of(Experiment.read(WEATHER, List.of("model.layers=[lstm: 5, gru: 4]")));
    double squares = 0;
    for (LayerFlow.Leaf leaf : trace.flow().layers()) {
      for (LayerFlow.WeightFlow weight : leaf.weights()) {
        squares += weight.gradient().norm() * weight.gradient().norm();
      }
    }
    assertThat(trace.step().gradientNorm()).isCloseTo(Math.sqrt(squares), within(1e-5));
    assertThat(trace.step().loss()).isCloseTo(trace.flow().loss(), within(1e-5));
    assertThat(trace.recurrent()).hasSize(2);
    assertThat(trace.recurrent().getFirst().dh()).hasSize(trace.steps());
    assertThat(trace.updates()).allSatisfy(update -> assertThat(update.change()).isPositive());
  }

  @Test
  void whatComesToTheLastStepOfTheTopLayerIsWhatTheFlowHandsIt() {
    StepTrace trace = StepTrace.of(Experiment.read(WEATHER, List.of("model.layers=[lstm: 5]")));
    double[] dh = trace.recurrent().getFirst().dh();
    double dy = trace.flow().layers().getFirst().dy().norm();
    assertThat(dh[dh.length - 1]).isCloseTo(dy, within(1e-6)); // the head reads the last step alone
  }
}
