package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static final int SIZE = 41;

  private static double[] places(int count) {
    double[] places = new double[count];
    Arrays.setAll(places, i -> 10.0 * i);
    return places;
  }

  /** (x − 200)² + (y − 200)² over 0 … 400. */
  private static double[][] bowl() {
    double[][] values = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        values[i][j] = Math.pow(10.0 * j - 200, 2) + Math.pow(10.0 * i - 200, 2);
      }
    }
    return values;
  }

  private static double[][] points(String loop) {
    return Arrays.stream(loop.split("[ML]"))
        .filter(text -> !text.isEmpty())
        .map(text -> Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double area(String outline) {
    double sum = 0;
    for (String loop : outline.split("M")) {
      double[][] points = loop.isEmpty() ? new double[0][] : points(loop);
      for (int i = 0; i + 1 < points.length; i++) {
        sum += points[i][0] * points[i + 1][1] - points[i + 1][0] * points[i][1];
      }
    }
    return Math.abs(sum / 2);
  }

  @Test
  void ofABowlTheyAreCircles() {
    Contours contours = new Contours(bowl(), places(SIZE), places(SIZE));
    String lines = contours.lines(100 * 100);
    for (double[] point : points(lines)) {
      assertThat(Math.hypot(point[0] - 200, point[1] - 200)).isCloseTo(100, within(0.2));
    }
    assertThat(area(lines)).isCloseTo(Math.PI * 100 * 100, within(200.0));
    // What is above: all but the circle, whose loop runs the other way.
    assertThat(area(contours.above(100 * 100)))
        .isCloseTo(400 * 400 - Math.PI * 100 * 100, within(200.0));
    assertThat(contours.above(0)).doesNotContain("NaN");
    assertThat(area(contours.above(0))).isCloseTo(400 * 400, within(1e-6));
    assertThat(contours.above(1e9)).isEmpty();
  }

  /** Corners alone: four quarters, and no line along the border. */
  @Test
  void linesStopAtTheBorder() {
    Contours contours = new Contours(bowl(), places(SIZE), places(SIZE));
    double[][] points = points(contours.lines(250 * 250));
    assertThat(points).isNotEmpty();
    for (double[] point : points) {
      assertThat(Math.hypot(point[0] - 200, point[1] - 200)).isCloseTo(250, within(0.2));
    }
    assertThat(area(contours.above(250 * 250))).isLessThan(400 * 400 - Math.PI * 200 * 200);
  }

  @Test
  void saddlesAreToldApartByTheirMean() {
    double[][] cross = {{1, 0}, {0, 1}};
    Contours contours = new Contours(cross, places(2), places(2));
    assertThat(area(contours.above(0.4))).isCloseTo(100 - 2 * 0.5 * 4 * 4, within(0.1)); // joined
    assertThat(area(contours.above(0.6))).isCloseTo(2 * 0.5 * 4 * 4, within(0.1)); // two corners
  }

  @Test
  void whatIsNotFiniteIsBelow() {
    double[][] values = bowl();
    values[0][0] = Double.NaN;
    values[20][20] = Double.POSITIVE_INFINITY;
    values[20][21] = Double.NEGATIVE_INFINITY;
    String outline = new Contours(values, places(SIZE), places(SIZE)).above(1);
    assertThat(outline).doesNotContain("NaN", "nfinity");
  }

  @Test
  void levelsAreRound() {
    double[][] even = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9.5}};
    assertThat(Contours.levels(even, 5)).containsExactly(2, 4, 6, 8);
    double[][] wide = {{0.001, 0.01, 0.1, 1}};
    double[] ratios = Contours.levels(wide, 6);
    assertThat(ratios).containsExactly(0.0032, 0.01, 0.032, 0.1, 0.32);
    double[][] low = {{-1, -0.999, -0.99, -0.9, 0, 99}}; // most lie close to the least
    assertThat(Contours.levels(low, 8)[0]).isBetween(-1.0, -0.99);
    assertThat(Contours.levels(low, 8)).isSorted().hasSizeGreaterThan(5);
    assertThat(Contours.levels(new double[][] {{3, 3, Double.NaN}}, 5)).isEmpty();
    assertThat(Contours.levels(new double[][] {{Double.NaN}}, 5)).isEmpty();
  }
}
