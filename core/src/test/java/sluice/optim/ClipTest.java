package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.nn.Gradients;
import sluice.nn.Weight;

class ClipTest {
  private final Weight one = new Weight("one", 1, 2, Weight.Role.TRAINED);
  private final Weight two = new Weight("two", 2, 1, Weight.Role.TRAINED);
  private final Gradients gradients = new Gradients(List.of(one, two));

  /** Sums 6, −8 and 0, 24: scaled by a half 3, −4, 0, 12, of norm 13. */
  private void gather() {
    gradients.clear();
    gradients.gradient(0).set(0, 0, 6);
    gradients.gradient(0).set(0, 1, -8);
    gradients.gradient(1).set(1, 0, 24);
    gradients.finish(0.5);
  }

  @Test
  void withoutLimitsTheScaleIsAll() {
    gather();
    assertThat(gradients.norm()).isEqualTo(13);
    assertThat(Clip.NONE.factor(gradients)).isEqualTo(0.5f);
    assertThat(Clip.NONE.cuts(gradients)).isFalse();
    assertThat(gradients.gradient(0).toArray()).containsExactly(6, -8);
  }

  @Test
  void aNormIsCutToItsLimit() {
    gather();
    Clip clip = Clip.norm(2.6);
    assertThat((double) clip.factor(gradients)).isCloseTo(0.5 * 2.6 / 13, within(1e-8));
    assertThat(clip.cuts(gradients)).isTrue();
    assertThat(gradients.gradient(1).toArray()).containsExactly(0, 24);
    assertThat(Clip.norm(13).factor(gradients)).isEqualTo(0.5f);
    assertThat(Clip.norm(13).cuts(gradients)).isFalse();
    assertThat(Clip.norm(14).factor(gradients)).isEqualTo(0.5f);
  }

  @Test
  void eachElementIsCutToItsLimit() {
    gather();
    assertThat(Clip.value(3.5).factor(gradients)).isEqualTo(1f);
    assertThat(gradients.gradient(0).toArray()).containsExactly(3, -3.5f);
    assertThat(gradients.gradient(1).toArray()).containsExactly(0, 3.5f);
    assertThat(gradients.scale()).isEqualTo(1);
    assertThat(gradients.norm()).isCloseTo(Math.sqrt(9 + 2 * 3.5 * 3.5), within(1e-9));
  }

  @Test
  void elementsAreCutBeforeTheNorm() {
    gather();
    double norm = Math.sqrt(9 + 2 * 3.5 * 3.5);
    assertThat((double) new Clip(1, 3.5).factor(gradients)).isCloseTo(1 / norm, within(1e-7));
    assertThat(gradients.gradient(0).toArray()).containsExactly(3, -3.5f);
  }

  @Test
  void clampingCountsWhatItCuts() {
    gather();
    assertThat(gradients.clamp(4)).isEqualTo(1);
    gather();
    assertThat(gradients.clamp(0.5f)).isEqualTo(3);
    assertThat(gradients.clamp(0.5f)).isZero();
  }

  @Test
  void limitsAreAboveZero() {
    for (double wrong : new double[] {0, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Clip.norm(wrong))
          .withMessage("clipping needs limits above 0, were norm " + wrong + ", value Infinity");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Clip.value(wrong))
          .withMessage("clipping needs limits above 0, were norm Infinity, value " + wrong);
    }
  }
}
