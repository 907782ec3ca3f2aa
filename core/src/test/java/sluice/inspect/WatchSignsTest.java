package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sluice.inspect.Finding.Kind;
import sluice.nn.Cell;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.optim.Clip;

/** Each rule of the watch on both sides of its threshold, and that one step proves nothing. */
class WatchSignsTest {
  private static final Clip CLIP = new Clip(1, 0.1);

  private static Pulse.Recurrent layer(
      LayerSpec spec, double reach, double growth, double saturated) {
    Cell cell = Network.create(1, spec, 3).cells().getFirst();
    List<Pulse.Gate> gates =
        cell.gates().stream()
            .map(name -> new Pulse.Gate(name, name.equals("g"), 0.5, saturated, 0))
            .toList();
    return new Pulse.Recurrent(cell, 50, reach, growth, 12, gates);
  }

  private static Pulse recurrent(double reach, double growth, double saturated) {
    return new Pulse(
        9, 1, 1, 0, List.of(layer(LayerSpec.lstm(2), reach, growth, saturated)), List.of());
  }

  private static Pulse clipped(double clip, double clamped) {
    return new Pulse(9, 1 / clip, clip, clamped, List.of(), List.of());
  }

  private static Pulse deep(double... gradients) {
    List<Pulse.LayerGradient> layers = new ArrayList<>();
    for (double gradient : gradients) {
      layers.add(new Pulse.LayerGradient("layers." + layers.size(), gradient));
    }
    return new Pulse(9, 1, 1, 0, List.of(), layers);
  }

  private static List<Kind> named(double learned, Pulse... pulses) {
    return new WatchSigns(List.of(pulses), CLIP)
        .findings(learned, true, false).stream().map(Finding::kind).toList();
  }

  private static List<Kind> always(double learned, Pulse pulse) {
    return named(learned, pulse, pulse, pulse, pulse);
  }

  @Test
  void eachRuleHasTwoSides() {
    assertThat(always(0, recurrent(9e-5, 1, 0))).containsExactly(Kind.VANISHING_GRADIENT);
    assertThat(always(0, recurrent(2e-4, 1, 0))).isEmpty();
    assertThat(always(0, recurrent(1, 1000, 0))).containsExactly(Kind.EXPLODING_GRADIENT);
    assertThat(always(0, recurrent(1, 900, 0))).isEmpty();
    assertThat(always(0, recurrent(1, 1, 0.81))).containsExactly(Kind.SATURATED_GATES);
    assertThat(always(0, recurrent(1, 1, 0.79))).isEmpty();
    assertThat(always(0, clipped(0.24, 0))).containsExactly(Kind.CLIPPED);
    assertThat(always(0, clipped(0.26, 0))).isEmpty();
    assertThat(always(0, clipped(1, 0.51))).containsExactly(Kind.CLIPPED);
    assertThat(always(0, clipped(1, 0.49))).isEmpty();
    assertThat(always(0, deep(9e-4, 0.1, 1))).containsExactly(Kind.VANISHING_GRADIENT);
    assertThat(always(0, deep(2e-3, 0.1, 1))).isEmpty();
    assertThat(always(0, deep(1000, 10, 1))).containsExactly(Kind.EXPLODING_GRADIENT);
    assertThat(always(0, deep(900, 10, 1))).isEmpty();
  }

  @Test
  void whoLearnsIsNotTold() {
    Pulse dying = recurrent(1e-9, 1, 0);
    assertThat(always(0.11, dying)).isEmpty();
    assertThat(always(Double.NaN, dying)).as("nobody knows whether it learns").isEmpty();
    Pulse growing = recurrent(1, 2000, 0.9);
    assertThat(always(0.49, growing))
        .containsExactly(Kind.EXPLODING_GRADIENT, Kind.SATURATED_GATES);
    assertThat(always(0.51, growing)).isEmpty();
    WatchSigns signs = new WatchSigns(List.of(dying, dying, dying, dying), CLIP);
    assertThat(signs.findings(0.05, false, false)).as("its loss has begun to fall").isEmpty();
  }

  @Test
  void oneStepThatIsFineIsEnoughToSayNothing() {
    Pulse fine = recurrent(0.5, 1, 0);
    assertThat(named(0, recurrent(1e-9, 1, 0), fine, recurrent(1e-9, 1, 0))).isEmpty();
    assertThat(named(0, recurrent(1, 2000, 0.9), fine, recurrent(1, 2000, 0.9))).isEmpty();
    Pulse none = recurrent(Double.NaN, Double.NaN, Double.NaN);
    assertThat(named(0, recurrent(1e-9, 2000, 0.9), none)).isEmpty();
    assertThat(named(0, clipped(0.01, 0.9), clipped(1, 0))).isEmpty();
    assertThat(named(0, deep(1e-9, 1), deep(1, 1))).isEmpty();
    assertThat(named(0, deep(1e9, 1), deep(1, 1))).isEmpty();
  }

  @Test
  void theFigureIsTheMildest() {
    Finding found =
        new WatchSigns(List.of(recurrent(1e-9, 1, 0), recurrent(1e-6, 1, 0)), CLIP)
            .findings(0, true, false)
            .getFirst();
    assertThat(found.figures().getFirst().value()).isEqualTo(1e-6);
    assertThat(found.sentence())
        .isEqualTo(
            "At each of the last 2 recorded training steps (9 to 9) the gradient of layers.0 (lstm)"
                + " 49 steps back was at most 1.0e-06 of the largest: this network cannot see"
                + " further than about 12 steps (the gate that keeps is at 0.500 in the mean), and"
                + " has learned next to nothing so far.");
  }

  @Test
  void deadUnitsExplainWhatLowerLayersMiss() {
    WatchSigns signs = new WatchSigns(List.of(deep(1e-9, 1)), CLIP);
    assertThat(signs.findings(0, true, true)).isEmpty();
    assertThat(signs.any(Set.of())).isTrue();
    assertThat(signs.any(Set.of(Kind.VANISHING_GRADIENT))).isFalse();
  }

  @Test
  void whatIsAdvisedFitsTheCell() {
    assertThat(Remedies.toSeeFurther(layer(LayerSpec.rnn(2), 1e-9, 1, 0)))
        .first()
        .asString()
        .startsWith("an LSTM or a GRU in place of the plain RNN");
    assertThat(Remedies.toSeeFurther(layer(LayerSpec.gru(2), 1e-9, 1, 0)))
        .contains("biases for a memory of 50 steps (chrono: 50)");
    LayerSpec.LstmSpec drawn = new LayerSpec.LstmSpec(2, 1).chrono(60);
    assertThat(Remedies.toSeeFurther(layer(drawn, 1e-9, 1, 0)))
        .containsExactly("a shorter history or lag, or attention or the mean over the steps");
  }
}
