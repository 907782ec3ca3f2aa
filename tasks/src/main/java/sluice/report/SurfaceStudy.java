package sluice.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.inspect.Surface;

/**
 * The ways of optimisers down a known surface.
 *
 * @param surface which
 * @param from x and y where all start
 * @param steps of each
 * @param ways one an optimiser
 */
public record SurfaceStudy(Surface surface, double[] from, int steps, List<Way> ways) {
  /** Name of the page. */
  public static final String PAGE = "surface.html";

  private static final double NEAR = 0.01; // of a bottom, which it then has found
  private static final double STILL = 1e-4; // slope below which it goes nowhere
  private static final double FAR = 100; // from the start: it will not come back
  private static final double DOWN = 1e-3; // height above its bottom

  /** Copies the list. */
  public SurfaceStudy {
    ways = List.copyOf(ways);
  }

  /**
   * One way.
   *
   * @param name of the optimiser
   * @param rate its learning rate
   * @param places x and y, the start first
   */
  public record Way(String name, double rate, double[][] places) {
    /** The last place. */
    public double[] end() {
      return places[places.length - 1];
    }
  }

  /** f at a place. */
  double height(double[] place) {
    return surface.height(place[0], place[1]);
  }

  /** f at the deepest bottom. */
  double depth() {
    return height(surface.bottoms()[0]);
  }

  /** The bottom that a way ended in; −1 for none. */
  int bottom(Way way) {
    double[][] bottoms = surface.bottoms();
    for (int i = 0; i < bottoms.length; i++) {
      if (StrictMath.hypot(way.end()[0] - bottoms[i][0], way.end()[1] - bottoms[i][1]) < NEAR) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The step from which a way stays within 0.001 above the bottom it ended in; −1 if it ended in
   * none.
   */
  int down(Way way) {
    int bottom = bottom(way);
    if (bottom < 0) {
      return -1;
    }
    double depth = height(surface.bottoms()[bottom]);
    int step = way.places().length;
    while (step > 0 && height(way.places()[step - 1]) - depth < DOWN) {
      step--;
    }
    return step < way.places().length ? step : -1;
  }

  /** Where a way ended, in words. */
  String ended(Way way) {
    double[] end = way.end();
    double x = end[0];
    double y = end[1];
    if (!Double.isFinite(height(end)) || StrictMath.hypot(x - from[0], y - from[1]) > FAR) {
      return "thrown out";
    }
    int bottom = bottom(way);
    if (bottom >= 0) {
      if (surface.bottoms().length == 1) {
        return "at the bottom";
      }
      boolean alike = height(surface.bottoms()[1]) - depth() < DOWN;
      return alike ? "at a bottom" : bottom == 0 ? "at the deepest bottom" : "at a higher bottom";
    }
    if (StrictMath.hypot(surface.slopeX(x, y), surface.slopeY(x, y)) < STILL) {
      double[] bend = surface.hessian(x, y);
      double determinant = bend[0] * bend[2] - bend[1] * bend[1];
      return determinant < 0 ? "on a saddle" : bend[0] < 0 ? "on a top" : "where it is flat";
    }
    return "on its way";
  }

  /** What is seen, in a sentence or two. */
  public List<String> told() {
    List<Way> down = ways.stream().filter(way -> down(way) >= 0).toList();
    String first =
        down.isEmpty()
            ? "None of them is at a bottom after " + steps + " steps."
            : String.format(
                Locale.ROOT,
                "%d of %d are at a bottom after %d steps; %s is there first, at step %d.",
                down.size(),
                ways.size(),
                steps,
                soonest(down).name(),
                down(soonest(down)));
    return List.of(first, "Rates decide much of the order: the ways say more than who is first.");
  }

  /** Where each ends, as rows of words, the header first. */
  public List<List<String>> rows() {
    return SurfacePage.rows(this);
  }

  private Way soonest(List<Way> down) {
    Way soonest = down.getFirst();
    for (Way way : down) {
      soonest = down(way) < down(soonest) ? way : soonest;
    }
    return soonest;
  }

  /** The figures as one JSON object, documented in {@code docs/inspect.md}. */
  public String json() {
    return SurfacePage.json(this);
  }

  /**
   * Writes {@code surface.html}, and beside it the folder {@code report} with every picture as SVG,
   * every place as {@code surface.csv}, the figures as {@code surface.json}.
   *
   * @return the page
   */
  public Path write(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("surface.csv", SurfacePage.csv(this));
    files.put("surface.json", json() + "\n");
    return Report.study(
        folder, PAGE, files, SurfacePage.pictures(this), SurfacePage.of(this, Report.styles()));
  }
}
