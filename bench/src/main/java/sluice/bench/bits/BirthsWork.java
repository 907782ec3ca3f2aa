package sluice.bench.bits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sluice.experiment.Experiment;
import sluice.experiment.Run;
import sluice.experiment.RunDirectory;
import sluice.experiment.RunEvent;
import sluice.train.TrainEvent;

/**
 * {@code examples/births.yaml} by the same road as the command, from the folder of the sources.
 *
 * @param changes settings of its own, as after {@code --set}
 */
record BirthsWork(int steps, List<String> changes) implements Work {
  @Override
  public String train(Path folder, int saveSeconds, Runnable step) {
    List<String> set = new ArrayList<>(changes);
    set.add("training.checkpoint_seconds=" + Math.max(1, saveSeconds));
    Path out = folder.resolve("run");
    Run.Options options =
        Run.Options.fresh()
            .out(out)
            .resume(Files.exists(new RunDirectory(out).experiment()))
            .listener(event -> {
              if (event instanceof RunEvent.Trained(TrainEvent.StepDone _)) {
                step.run();
              }
            });
    Experiment experiment = Experiment.read(Path.of("examples/births.yaml"), set);
    return Run.train(experiment, options).weightsSha256();
  }
}
