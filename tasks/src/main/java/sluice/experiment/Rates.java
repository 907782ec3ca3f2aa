package sluice.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import sluice.report.RatePicture;
import sluice.train.Batches;
import sluice.train.Hooks;
import sluice.train.RateFinder;
import sluice.train.Stop;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks for a learning rate for an experiment, and leaves the curve it was read from. */
public final class Rates {
  private static final Path RUNS = Path.of("runs");

  private Rates() {}

  /**
   * What was found.
   *
   * @param directory with {@code tune.html}, {@code rates.svg}, {@code rates.csv} and {@code
   *     rates.json}
   * @param found the curve and the suggestion
   * @param key of the experiment that the suggestion is for
   */
  public record Result(Path directory, RateFinder.Found found, String key) {

    /** One JSON object, documented in {@code docs/command.md}. */
    public String json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("directory", directory.toString());
      json.put("key", key);
      if (Double.isFinite(found.suggested())) {
        json.put("suggested", found.suggested());
      } else {
        json.putNull("suggested");
      }
      ArrayNode points = json.putArray("points");
      for (RateFinder.Point point : found.points()) {
        ObjectNode one = points.addObject();
        one.put("rate", point.rate());
        one.put("loss", point.loss());
        one.put("smoothed", point.smoothed());
      }
      return json.toString();
    }

    private String csv() {
      StringBuilder text = new StringBuilder("rate,loss,smoothed\n");
      for (RateFinder.Point point : found.points()) {
        text.append(point.rate()).append(',').append(point.loss());
        text.append(',').append(point.smoothed()).append('\n');
      }
      return text.toString();
    }
  }

  /**
   * Tries rates on the training part, from fresh weights.
   *
   * @param rates which
   * @param out the folder; without, {@code runs/NAME-rates}, or another where that is taken
   * @throws CannotResume if the folder is taken
   * @throws UnfitTask if the optimiser looks for the length of its steps itself
   */
  public static Result find(
      Experiment experiment, RateFinder.Config rates, Optional<Path> out, Stop stop) {
    if (experiment.training().optimiser() instanceof OptimiserSettings.Lbfgs) {
      throw new UnfitTask(
          "training.optimiser: lbfgs looks for the length of each step itself: there is no rate to"
              + " find");
    }
    RunDirectory directory =
        out.map(RunDirectory::new)
            .orElseGet(() -> RunDirectory.fresh(RUNS, experiment.name() + "-rates"));
    if (!directory.isFree()) {
      throw new CannotResume(directory.path() + " is there already: choose another --out");
    }
    Job job = Job.of(experiment);
    Plan plan = Plan.of(job);
    plan.checkMemory(Runtime.getRuntime().maxMemory());
    TrainingSettings training = experiment.training();
    Batches batches = job.training(experiment.seed());
    RateFinder.Found found =
        RateFinder.find(
            plan.model(),
            EngineSettings.training(experiment, batches.count(), false),
            EngineSettings.optimizer(training),
            batches,
            Hooks.none().stop(stop),
            rates);
    directory.create();
    Result result = new Result(directory.path(), found, key(training.optimiser()));
    RunDirectory.write(directory.path().resolve("rates.csv"), result.csv());
    RunDirectory.write(directory.path().resolve("rates.svg"), RatePicture.svg(found));
    RunDirectory.write(directory.path().resolve("rates.json"), result.json() + "\n");
    RunDirectory.write(
        directory.path().resolve(RatePicture.PAGE),
        RatePicture.page(experiment.name(), result.key(), found));
    return result;
  }

  /** The key that holds the rate: all optimisers are records named as in the file. */
  private static String key(OptimiserSettings optimiser) {
    String name = optimiser.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return "training.optimiser." + name + ".rate";
  }
}
