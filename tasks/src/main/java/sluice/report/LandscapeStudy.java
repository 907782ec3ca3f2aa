package sluice.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.inspect.Curvature;

/**
 * The loss of a trained network on a plane through its weights.
 *
 * @param title heading of the page
 * @param data which model, which examples, a sentence
 * @param loss name of the loss, as {@code cross_entropy}
 * @param first what a step along the first direction is, in words
 * @param second the same of the second
 * @param places along both directions; the trained weights are at 0
 * @param losses by place along the second, then along the first; NaN where not finite
 * @param cutPlaces of the two cuts, finer
 * @param cuts the loss along the first direction, then along the second
 * @param centre the loss at the trained weights
 * @param ring the losses on a circle of radius {@link #NEAR} around them
 * @param bend slopes and second derivatives at them
 * @param marks other weights that lie in the plane, or their places nearest to it
 */
public record LandscapeStudy(
    String title,
    String data,
    String loss,
    String first,
    String second,
    double[] places,
    double[][] losses,
    double[] cutPlaces,
    double[][] cuts,
    double centre,
    double[] ring,
    Curvature bend,
    List<Mark> marks) {
  /** Name of the page. */
  public static final String PAGE = "landscape.html";

  /** Radius of the circle by which a place is called flat or sharp: a tenth of the weights. */
  public static final double NEAR = 0.1;

  private static final double FLAT = 0.05;
  private static final double SHARP = 0.5;
  private static final double LEVEL = 0.01; // of the stronger bend: beside it, a weaker one is none

  /** Copies the list. */
  public LandscapeStudy {
    marks = List.copyOf(marks);
  }

  /**
   * Weights on the way.
   *
   * @param name as {@code untrained} or {@code epoch 3}
   * @param x place along the first direction
   * @param y place along the second
   * @param loss at the weights themselves
   */
  public record Mark(String name, double x, double y, double loss) {}

  /**
   * A place of the plane.
   *
   * @param x along the first direction
   * @param y along the second
   * @param loss there
   */
  public record Place(double x, double y, double loss) {}

  /** The lowest place that was looked at, the middle where no other is lower. */
  public Place lowest() {
    Place lowest = new Place(0, 0, centre);
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places.length; j++) {
        if (losses[i][j] < lowest.loss()) {
          lowest = new Place(places[j], places[i], losses[i][j]);
        }
      }
    }
    return lowest;
  }

  /** How many places of the plane have a loss that is not finite, and are left out. */
  public long leftOut() {
    return Arrays.stream(losses)
        .flatMapToDouble(Arrays::stream)
        .filter(loss -> !Double.isFinite(loss))
        .count();
  }

  /**
   * How much weights moved by a tenth of their length raise the loss at most, as a share of it; NaN
   * where a loss is not finite, or that of the trained weights not above 0.
   */
  public double rise() {
    double most = Arrays.stream(ring).max().orElse(Double.NaN);
    return centre > 0 ? most / centre - 1 : Double.NaN;
  }

  /**
   * How far a cut bends upwards all the way from the middle: from the last place below 0 to the
   * last above it; both 0 where it does not in the middle.
   */
  public double[] convex(int cut) {
    double[] loss = cuts[cut];
    int middle = loss.length / 2;
    int from = middle;
    while (from > 1 && bendsUp(loss, from)) {
      from--;
    }
    int to = middle;
    while (to < loss.length - 2 && bendsUp(loss, to)) {
      to++;
    }
    from = from == 1 && bendsUp(loss, 1) ? 0 : from;
    to = to == loss.length - 2 && bendsUp(loss, to) ? to + 1 : to;
    return new double[] {cutPlaces[from], cutPlaces[to]};
  }

  /** More than the rounding of a float bends it. */
  private static boolean bendsUp(double[] loss, int at) {
    return loss[at - 1] + loss[at + 1] - 2 * loss[at] > -1e-6 * Math.abs(loss[at]);
  }

  /** What is seen, in sentences. */
  public List<String> told() {
    List<String> told = new ArrayList<>();
    if (centre > 0) {
      told.add(steepness());
    }
    told.add(bowl());
    Place lowest = lowest();
    told.add(
        lowest.x() == 0 && lowest.y() == 0
            ? "No place of the plane that was looked at is lower than the trained weights."
            : "The lowest place of the plane that was looked at, ("
                + Figures.plain(lowest.x())
                + ", "
                + Figures.plain(lowest.y())
                + "), has "
                + Figures.of(lowest.loss())
                + "; the trained weights have "
                + Figures.of(centre)
                + ".");
    if (leftOut() > 0) {
      told.add(
          String.format(
              Locale.ROOT,
              "%d of %d places have no finite loss and are left out.",
              leftOut(),
              places.length * places.length));
    }
    return told;
  }

  private String steepness() {
    double rise = rise();
    String word = rise > SHARP ? "sharp" : rise > FLAT ? "neither flat nor sharp" : "flat";
    return Double.isFinite(rise)
        ? "The trained weights lie where the loss is "
            + word
            + ": a tenth of the way along any direction of the plane it is "
            + (rise < 0 ? "nowhere higher." : "at most " + Figures.percent(rise) + " higher.")
        : "A tenth of the way along some direction of the plane the loss is no longer finite.";
  }

  private String bowl() {
    if (!Double.isFinite(bend.least())) {
      return "How it bends at the trained weights cannot be told: the loss beside them is not"
          + " finite.";
    }
    String range = Figures.of(bend.least()) + " to " + Figures.of(bend.most());
    if (bend.most() <= 0) {
      return "The plane bends down in every direction there (" + range + "): a top, not a bottom.";
    }
    if (bend.least() > LEVEL * bend.most()) {
      return "The plane is a bowl there: it bends up in every direction (curvature "
          + range
          + "), and is convex "
          + spans()
          + ".";
    }
    return bend.least() < -LEVEL * bend.most()
        ? "The plane is a saddle there: it bends down in one direction and up across it (curvature "
            + range
            + ")."
        : "The plane is a trough there: nearly straight in one direction, bent up across it"
            + " (curvature "
            + range
            + ").";
  }

  private String spans() {
    double[] one = convex(0);
    double[] other = convex(1);
    return String.format(
        Locale.ROOT,
        "from %s to %s along the first, from %s to %s along the second",
        Figures.plain(one[0]),
        Figures.plain(one[1]),
        Figures.plain(other[0]),
        Figures.plain(other[1]));
  }

  /** The figures as one JSON object, documented in {@code docs/inspect.md}. */
  public String json() {
    return LandscapeNumbers.json(this);
  }

  /**
   * Writes {@code landscape.html}, and beside it the folder {@code report} with every picture as
   * SVG, the losses as {@code landscape.csv} and {@code landscape-cuts.csv}, the figures as {@code
   * landscape.json}.
   *
   * @return the page
   */
  public Path write(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("landscape.csv", LandscapeNumbers.plane(this));
    files.put("landscape-cuts.csv", LandscapeNumbers.cuts(this));
    files.put("landscape.json", json() + "\n");
    return Report.study(
        folder, PAGE, files, LandscapePage.pictures(this), LandscapePage.of(this, Report.styles()));
  }
}
