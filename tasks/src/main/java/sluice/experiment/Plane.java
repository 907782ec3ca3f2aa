package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sluice.inspect.Landscape;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.nn.Network;
import sluice.nn.Weight;
import sluice.report.LandscapeStudy;
import sluice.train.Evaluator;

/**
 * A plane through the weights of a model.
 *
 * @param first direction, one matrix a weight
 * @param second likewise
 * @param firstWords what it is
 * @param secondWords likewise
 * @param ways other weights, in the order of the training
 */
record Plane(
    List<Matrix> first,
    List<Matrix> second,
    String firstWords,
    String secondWords,
    List<Way> ways) {

  /**
   * Weights on the way.
   *
   * @param name in words
   * @param x place along the first direction
   * @param y along the second
   * @param values of each weight
   */
  record Way(String name, double x, double y, List<Matrix> values) {}

  /** As asked for. */
  static Plane of(
      LandscapeSettings settings, TrainedModel trained, Model model, Consumer<String> progress) {
    return switch (settings.directions()) {
      case RANDOM -> random(settings, model);
      case START -> start(settings, trained, model);
      case PATH -> EpochPath.of(trained, model, progress);
    };
  }

  private static Plane random(LandscapeSettings settings, Model model) {
    List<Weight> weights = model.weights();
    return new Plane(
        Landscape.direction(weights, settings.seed(), 0),
        Landscape.direction(weights, settings.seed(), 1),
        randomWords(settings),
        "another such",
        List.of());
  }

  private static String randomWords(LandscapeSettings settings) {
    return "random (seed " + settings.seed() + "), of each unit as long as its weights";
  }

  private static Plane start(LandscapeSettings settings, TrainedModel trained, Model model) {
    List<Matrix> untrained = Landscape.values(untrained(trained, model).weights());
    List<Matrix> way = new Landscape(model.weights(), () -> 0).since(untrained);
    return new Plane(
        way,
        Landscape.direction(model.weights(), settings.seed(), 1),
        "from the untrained weights, at −1, to the trained ones, at 0",
        randomWords(settings),
        List.of(new Way("untrained", -1, 0, untrained)));
  }

  /** The model as it began: its weights follow from the seed. */
  static Model untrained(TrainedModel trained, Model model) {
    long seed = trained.experiment().seed();
    Network network = Network.create(model.network().inputSize(), model.network().spec(), seed);
    Head own = model.head();
    boolean known = own.type().equals("dense") || own.type().equals("plain");
    if (trained.members().size() > 1 || own.likeness().isPresent() || !known) {
      throw new UnfitTask(
          "--directions start and path are for one network with a head of its own: take random");
    }
    Head head =
        own.weights().isEmpty()
            ? Head.plain(own.outputSize(), own.loss())
            : Head.dense(own.inputSize(), own.outputSize(), own.loss(), seed);
    EngineSettings.begin(head, trained.experiment().model(), seed);
    return new Model(network, head);
  }

  /** The ways with their losses; the weights are left as they were. */
  List<LandscapeStudy.Mark> marks(Evaluator evaluator, Model model) {
    List<LandscapeStudy.Mark> marks = new ArrayList<>();
    Landscape landscape = new Landscape(model.weights(), evaluator::loss);
    for (Way way : ways) {
      double loss = landscape.line(way.values(), 0)[0];
      marks.add(new LandscapeStudy.Mark(way.name(), way.x(), way.y(), loss));
    }
    return marks;
  }
}
