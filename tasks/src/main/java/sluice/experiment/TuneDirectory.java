package sluice.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of several runs: {@code tune.yaml}, what was asked for, and beneath it each run's own.
 *
 * @param path the folder
 */
record TuneDirectory(Path path) {
  private static final Path RUNS = Path.of("runs");

  /**
   * A folder that is made, or gone on with.
   *
   * @param experiment that is trained several times, with its search if that is what is done
   * @param ending of the folder's name where none is given
   * @param out the folder; without, {@code runs/NAME-ending} or, where that is taken, another
   * @param resume whether to go on with what is there
   * @throws CannotResume if the folder is taken, or there is nothing to go on with, or something
   *     else was asked for then
   */
  static TuneDirectory open(
      Experiment experiment, String ending, Optional<Path> out, boolean resume) {
    String name = experiment.name() + "-" + ending;
    RunDirectory runs =
        out.map(RunDirectory::new)
            .orElseGet(
                () -> resume ? RunDirectory.latest(RUNS, name) : RunDirectory.fresh(RUNS, name));
    TuneDirectory directory = new TuneDirectory(runs.path());
    boolean there = Files.exists(directory.asked());
    if (resume) {
      directory.check(experiment, there);
    } else if (!runs.isFree()) {
      throw new CannotResume(
          runs.path()
              + (there
                  ? " is there already: add --resume to go on with it, or choose another --out"
                  : " is there already: choose another --out"));
    }
    runs.create();
    RunDirectory.write(directory.asked(), ExperimentFile.print(experiment, runs.path()));
    return directory;
  }

  private Path asked() {
    return path.resolve("tune.yaml");
  }

  private void check(Experiment experiment, boolean there) {
    if (!there) {
      throw new CannotResume(
          "there is nothing to resume in " + path + "; tune without --resume first");
    }
    String then = ExperimentFile.searched(Experiment.read(asked(), List.of()));
    String change = SettingsChange.between(then, ExperimentFile.searched(experiment));
    if (!change.isEmpty()) {
      throw new CannotResume(
          "the runs in "
              + path
              + " were made with other settings ("
              + change
              + "): go back to them, or choose another --out");
    }
  }

  /** Whether a run beneath was begun with just these settings. */
  static boolean holds(Path folder, Experiment experiment) {
    RunDirectory run = new RunDirectory(folder);
    return run.hasRun()
        && Experiment.read(run.experiment(), List.of())
            .fingerprint()
            .equals(experiment.fingerprint());
  }

  /** Writes a text file whole or not at all. */
  void write(String name, String text) {
    RunDirectory.write(path.resolve(name), text);
  }
}
