package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import sluice.inspect.Curvature;
import sluice.inspect.Landscape;

/** What is said of losses that are known. */
class LandscapeStudyTest {
  private static LandscapeStudy study(DoubleBinaryOperator loss) {
    double[] places = Landscape.places(11, 1);
    double[][] losses = new double[11][11];
    for (int i = 0; i < 11; i++) {
      for (int j = 0; j < 11; j++) {
        double value = loss.applyAsDouble(places[j], places[i]);
        losses[i][j] = Double.isFinite(value) ? value : Double.NaN;
      }
    }
    double[] fine = Landscape.places(41, 1);
    double[][] cuts = new double[2][41];
    double[][] nine = new double[3][3];
    double[] ring = new double[16];
    for (int p = 0; p < 41; p++) {
      cuts[0][p] = loss.applyAsDouble(fine[p], 0);
      cuts[1][p] = loss.applyAsDouble(0, fine[p]);
    }
    for (int i = 0; i < 9; i++) {
      nine[i / 3][i % 3] = loss.applyAsDouble(0.05 * (i % 3 - 1), 0.05 * (i / 3 - 1));
    }
    for (int i = 0; i < 16; i++) {
      ring[i] =
          loss.applyAsDouble(0.1 * Math.cos(Math.PI * i / 8), 0.1 * Math.sin(Math.PI * i / 8));
    }
    return new LandscapeStudy(
        "t",
        "d",
        "squared",
        "one",
        "two",
        places,
        losses,
        fine,
        cuts,
        loss.applyAsDouble(0, 0),
        ring,
        Curvature.of(nine, 0.05),
        List.of(new LandscapeStudy.Mark("untrained", -1, 0, 2)));
  }

  @Test
  void aBowl() {
    LandscapeStudy study = study((x, y) -> 1 + x * x + 2 * y * y);
    assertThat(study.rise()).isCloseTo(0.02, within(1e-9));
    assertThat(study.leftOut()).isZero();
    assertThat(study.convex(0)).containsExactly(-1, 1);
    assertThat(study.told())
        .containsExactly(
            "The trained weights lie where the loss is flat: a tenth of the way along any direction"
                + " of the plane it is at most 2.0 % higher.",
            "The plane is a bowl there: it bends up in every direction (curvature 2.000 to 4.000),"
                + " and is convex from −1 to 1 along the first, from −1 to 1 along the second.",
            "No place of the plane that was looked at is lower than the trained weights.");
  }

  @Test
  void aSaddleAndATopAndATrough() {
    LandscapeStudy saddle = study((x, y) -> 2 + 100 * x * x - 0.5 * 100 * y * y);
    assertThat(saddle.told().get(0)).contains("neither flat nor sharp");
    assertThat(saddle.told().get(1)).contains("a saddle there");
    assertThat(saddle.told().get(2))
        .contains("(0, −1), has −48.00; the trained weights have 2.000");
    assertThat(saddle.convex(1)).containsExactly(0, 0);
    assertThat(study((x, y) -> 2 - x * x - y * y).told().get(1)).contains("a top, not a bottom");
    assertThat(study((x, y) -> 0.1 + 40 * x * x).told())
        .anyMatch(line -> line.contains("the loss is sharp"))
        .anyMatch(line -> line.contains("a trough there"));
  }

  @Test
  void convexOnlyNearby() {
    LandscapeStudy waves = study((x, y) -> 2 - Math.cos(4 * x) + y * y);
    assertThat(waves.convex(0)[0]).isCloseTo(-Math.PI / 8, within(0.06));
    assertThat(waves.convex(0)[1]).isCloseTo(Math.PI / 8, within(0.06));
  }

  @Test
  void whatIsNotFiniteIsLeftOutAndCounted() {
    LandscapeStudy study = study((x, y) -> x > 0.7 ? Double.POSITIVE_INFINITY : 1 + x * x + y * y);
    assertThat(study.leftOut()).isEqualTo(2 * 11);
    assertThat(study.told()).contains("22 of 121 places have no finite loss and are left out.");
    assertThat(study.json()).contains("\"left_out\":22", "null").doesNotContain("NaN");
    String page = LandscapePage.of(study, "");
    assertThat(page).contains("A cross: the loss is not finite").doesNotContain("NaN", "Infinity");
    assertThat(LandscapeNumbers.plane(study)).contains("1.0,1.0,\n").doesNotContain("NaN");
  }
}
