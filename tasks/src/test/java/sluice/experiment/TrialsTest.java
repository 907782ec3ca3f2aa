package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.train.Stop;

/** Seeds are trained to the same figures at a time, one by one, or stopped and gone on with. */
class TrialsTest {
  @TempDir private Path folder;
  private Experiment experiment;

  @BeforeEach
  void data() {
    experiment = SmallRuns.sales(folder);
  }

  private Trials.Options out(String name) {
    return Trials.Options.once().seeds(4).out(folder.resolve(name));
  }

  private static String plain(TrialsResult result) {
    return result.json().replaceFirst("\"directory\":\"[^\"]*\",", "");
  }

  @Test
  void inParallelOrStoppedAndResumedAsOneAfterTheOther() {
    TrialsResult whole = Trials.run(experiment, out("whole"));
    assertThat(plain(Trials.run(experiment, out("parallel").parallel(3)))).isEqualTo(plain(whole));
    Stop stop = new Stop();
    List<Trials.Trial> done = new ArrayList<>();
    TrialsResult stopped =
        Trials.run(
            experiment,
            out("parted")
                .stop(stop)
                .listener(trial -> {
                  done.add(trial);
                  if (done.size() == 2) {
                    stop.request();
                  }
                }));
    assertThat(stopped.interrupted()).isTrue();
    assertThat(stopped.trials()).hasSize(2);
    TrialsResult resumed = Trials.run(experiment, out("parted").resume(true));
    assertThat(resumed.interrupted()).isFalse();
    assertThat(plain(resumed)).isEqualTo(plain(whole));
    assertThat(Trials.run(experiment, out("parted").seeds(5).resume(true)).trials()).hasSize(5);
  }

  @Test
  void thePageShowsADotForEachTrial() {
    TrialsResult result = Trials.run(experiment, out("page"));
    assertThat(result.directory().resolve("tune.html"))
        .content()
        .contains("over 4 trainings", "How far the figures spread")
        .doesNotContain("<script", "https://");
    String svg = SmallRuns.text(result.directory().resolve("report/spread-mae.svg"));
    assertThat(svg.split("class=\"dot\"", -1)).hasSize(5);
  }

  @Test
  void otherSettingsAreRefused() {
    Trials.run(experiment, out("taken").seeds(1));
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(
            () -> Trials.run(experiment.with("training.batch", "8"), out("taken").resume(true)))
        .withMessageContaining("training.batch was 16, is 8 now");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Trials.run(experiment, out("taken")))
        .withMessageContaining("add --resume to go on with it");
  }
}
