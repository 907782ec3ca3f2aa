package sluice.bench.bits;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.model.CheckpointFiles;
import sluice.model.Tensor;
import sluice.model.WeightsDigest;
import sluice.nn.Gradients;
import sluice.nn.Weight;
import sluice.optim.Clip;
import sluice.optim.Optimizer;
import sluice.train.Batches;
import sluice.train.Hooks;
import sluice.train.TrainConfig;
import sluice.train.TrainEvent;
import sluice.train.Trainer;

/** Training through core alone; a checkpoint after every step. */
record EngineWork(
    Supplier<Model> fresh,
    Batches training,
    Optional<Batches> validation,
    TrainConfig config,
    Clip clip,
    Function<Gradients, Optimizer> optimizer)
    implements Work {

  @Override
  public int steps() {
    return config.epochs() * training.count();
  }

  @Override
  public String train(Path folder, int saveSeconds, Runnable step) {
    Model model = fresh.get();
    CheckpointFiles files = new CheckpointFiles(folder);
    Hooks hooks =
        Hooks.none()
            .saver(checkpoint -> files.write(checkpoint, Map.of()))
            .saveSeconds(saveSeconds)
            .listener(event -> {
              if (event instanceof TrainEvent.StepDone) {
                step.run();
              }
            });
    Trainer trainer = new Trainer(model, config, clip, optimizer);
    Optional<CheckpointFiles.Found> newest = files.newest();
    if (newest.isPresent()) {
      trainer.resume(newest.get().checkpoint(), training, validation, hooks);
    } else {
      trainer.fit(training, validation, hooks);
    }
    return digest(model);
  }

  private static String digest(Model model) {
    SequencedMap<String, Tensor.Floats> weights = new LinkedHashMap<>();
    for (Weight weight : model.weights()) {
      Matrix values = weight.values();
      weights.put(weight.name(), Tensor.of(values.toArray(), values.rows(), values.columns()));
    }
    return WeightsDigest.sha256(weights);
  }
}
