package sluice.experiment;

import java.util.Locale;
import java.util.function.Consumer;
import sluice.data.ExampleBatches;
import sluice.inspect.Landscape;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Workers;
import sluice.report.LandscapeStudy;
import sluice.train.Evaluator;

/** Looks at the loss around the weights of a trained model. */
public final class Surroundings {
  private static final double WORK = 4e11; // multiply-adds: less than half a minute on two cores
  private static final int LEAST = 32; // examples
  private static final int MOST = 4096;
  private static final int BATCH = 128;
  private static final int CUT = 81; // places of a cut
  private static final int RING = 16;
  private static final double DISTANCE = 0.05; // of the differences that give the curvature

  private final LandscapeSettings settings;
  private final TrainedModel trained;
  private final Model model;
  private final Consumer<String> progress;

  private Surroundings(LandscapeSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    trained = TrainedModel.read(settings.model());
    model = MemberChoice.alone(trained, settings.member());
  }

  /**
   * Measures the plane, two cuts, and how the loss bends at the weights. The same bits with any
   * number of threads; the weights are left as they were.
   *
   * @param progress told what is measured
   * @throws UnfitTask if there is no such part or member, or no loss to look at
   */
  public static LandscapeStudy of(LandscapeSettings settings, Consumer<String> progress) {
    return new Surroundings(settings, progress).study();
  }

  private LandscapeStudy study() {
    Labelled labelled = Labelled.of(trained, settings.data(), settings.part());
    double[] places = Landscape.places(settings.points(), settings.reach());
    double[] cutPlaces = Landscape.places(CUT, settings.reach());
    long evaluations = (long) places.length * places.length + 2L * CUT + RING + 10;
    Some some = Some.of(labelled.examples(), most(evaluations, labelled));
    Plane plane = Plane.of(settings, trained, model, progress);
    Evaluator evaluator =
        new Evaluator(
            model, new ExampleBatches(some, BATCH, false, 0), Reduction.MEAN, Workers.shared());
    double centre = evaluator.loss();
    if (!Double.isFinite(centre)) {
      throw new UnfitTask(
          "the loss of "
              + trained.file()
              + " on "
              + labelled.words()
              + " is "
              + centre
              + ": there is nothing to look at");
    }
    progress.accept(
        String.format(
            Locale.ROOT,
            "the loss of %,d examples at %,d places of the plane",
            some.count(),
            evaluations));
    Landscape landscape = new Landscape(model.weights(), evaluator::loss);
    return new LandscapeStudy(
        "The loss around the weights: " + trained.experiment().name(),
        told(labelled, some),
        lossName(),
        plane.firstWords(),
        plane.secondWords(),
        places,
        landscape.plane(plane.first(), plane.second(), places),
        cutPlaces,
        new double[][] {
          landscape.cut(plane.first(), cutPlaces), landscape.cut(plane.second(), cutPlaces)
        },
        centre,
        landscape.ring(plane.first(), plane.second(), LandscapeStudy.NEAR, RING),
        landscape.curvature(plane.first(), plane.second(), DISTANCE),
        plane.marks(evaluator, model));
  }

  /** So many that the whole is bounded in work, whatever the machine: always the same ones. */
  private int most(long evaluations, Labelled labelled) {
    if (settings.examples().isPresent()) {
      return settings.examples().getAsInt();
    }
    double each = (double) evaluations * labelled.examples().maxSteps() * model.parameters();
    return (int) Math.clamp(WORK / each, LEAST, MOST);
  }

  private String told(Labelled labelled, Some some) {
    int all = labelled.examples().count();
    String examples =
        some.count() == all
            ? String.format(Locale.ROOT, "all %,d examples", all)
            : String.format(Locale.ROOT, "%,d of %,d examples, evenly taken,", some.count(), all);
    String member = trained.members().size() == 1 ? "" : ", member " + settings.member().orElse(1);
    return trained.file() + member + "; " + examples + " of " + labelled.words();
  }

  private String lossName() {
    return model
        .head()
        .loss()
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
