package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes that lack nothing but a text. */
class PresetsTest {
  private static List<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachIsWholeWithAText(String name) {
    Experiment experiment = Experiment.preset(name, List.of("data.file=text.txt"));
    assertThat(experiment.name()).isEqualTo(name);
    assertThat(experiment.task()).isEqualTo(Task.LANGUAGE);
    assertThatThrownBy(() -> Experiment.preset(name, List.of()))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("preset " + name)
        .hasMessageContaining("expected file, found none; name the text to learn from");
  }

  @Test
  void theRecipesAreThePublishedOnes() {
    TrainingSettings small =
        Experiment.preset("ptb-small", List.of("data.file=text.txt")).training();
    assertThat(small.batch()).contains(20);
    assertThat(small.truncatedBpttSteps()).isEqualTo(20);
    assertThat(small.epochs()).isEqualTo(13);
    assertThat(small.reduction()).isEqualTo(TrainingSettings.Reduction.SUM_STEPS);
    TrainingSettings medium =
        Experiment.preset("ptb-medium", List.of("data.file=text.txt")).training();
    assertThat(medium.schedule())
        .isInstanceOfSatisfying(
            ScheduleSettings.Piecewise.class,
            falls -> {
              assertThat(falls.boundaries()).startsWith(6, 7).endsWith(38).hasSize(33);
              assertThat(falls.values()).startsWith(1.0, 0.8, 0.64).hasSize(34);
            });
    Experiment awd = Experiment.preset("awd-lstm-ptb", List.of("data.file=text.txt"));
    assertThat(awd.training().average()).isEqualTo(new AverageSettings.NonMonotone(5));
    assertThat(awd.model().tied()).isTrue();
  }

  @Test
  void anotherNameIsToldTheNearest() {
    assertThatThrownBy(() -> Experiment.preset("d2l-lstn", List.of()))
        .isInstanceOf(UnfitTask.class)
        .hasMessage(
            "there is no preset \"d2l-lstn\"; did you mean d2l-lstm?; there are d2l-lstm,"
                + " ptb-small, ptb-medium, awd-lstm-ptb, char-shakespeare");
  }
}
