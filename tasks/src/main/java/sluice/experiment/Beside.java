package sluice.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What lies beside a model file in the folder of its run. */
final class Beside {
  private Beside() {}

  /**
   * The data that the model was trained on.
   *
   * @param option which gives others
   * @throws UnfitTask if there is no experiment beside it, or it names no file
   */
  static DataSource data(Path model, String option) {
    return experiment(model, option)
        .data()
        .file()
        .map(DataSource.File::new)
        .orElseThrow(() ->
            new UnfitTask(
                "the model was trained on a query: give the series with " + option + " FILE"));
  }

  /** The experiment, which knows where its data are. */
  static Experiment experiment(Path model, String option) {
    Path folder = Optional.ofNullable(model.toAbsolutePath().getParent()).orElse(Path.of(""));
    Path file = new RunDirectory(folder).experiment();
    if (!Files.exists(file)) {
      throw new UnfitTask(
          "there is no experiment.yaml beside "
              + model
              + ": give the series with "
              + option
              + " FILE");
    }
    return Experiment.read(file, List.of());
  }
}
