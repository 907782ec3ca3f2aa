package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.nn.Weight;
import sluice.train.Scene;

/**
 * Why a training diverged: its last step made once more, and searched for the first value that is
 * not finite, with what led there.
 *
 * <p>The values looked at are the engine's own, in float32, of the same batch, the same weights and
 * the same draws; so the step comes out as it did. What a layer does not show, such as the sums
 * before a gate's function, is computed again for the one value in question.
 *
 * @param fault the first value that is not finite; empty where the step came out finite this time
 * @param trails how values grew towards it
 * @param steps the last steps, the failed one last
 * @param largestWeight name of the weight with the largest value before the step
 * @param largest that value
 */
public record Autopsy(
    Optional<Fault> fault,
    List<Trail> trails,
    List<Scene.Step> steps,
    String largestWeight,
    double largest) {
  public Autopsy {
    trails = List.copyOf(trails);
    steps = List.copyOf(steps);
  }

  /**
   * Values of one kind, one after the other, the last nearest to the fault.
   *
   * @param name what was measured
   * @param points in the order of computation
   */
  public record Trail(String name, List<Point> points) {
    public Trail {
      points = List.copyOf(points);
    }
  }

  /**
   * One value of a trail.
   *
   * @param at the time step, or the layer
   * @param value the norm, or the largest magnitude
   */
  public record Point(String at, double value) {}

  /**
   * Makes the failed step of a training once more. Nothing is changed: the weights are those of the
   * failed step meanwhile, and afterwards what they were.
   */
  public static Autopsy of(Scene scene) {
    List<Weight> weights = scene.model().weights();
    List<float[]> kept = weights.stream().map(weight -> weight.values().toArray()).toList();
    write(scene.weights(), weights);
    try {
      Replay replay = new Replay(scene);
      replay.run();
      int most = 0;
      for (int i = 1; i < weights.size(); i++) {
        most = largest(weights.get(i)) > largest(weights.get(most)) ? i : most;
      }
      return new Autopsy(
          replay.search().fault(),
          replay.search().trails(),
          scene.steps(),
          weights.get(most).name(),
          largest(weights.get(most)));
    } finally {
      write(kept, weights);
    }
  }

  private static double largest(Weight weight) {
    return Search.largest(weight.values(), 0, weight.values().rows());
  }

  private static void write(List<float[]> values, List<Weight> weights) {
    for (int i = 0; i < values.size(); i++) {
      Matrix to = weights.get(i).values();
      System.arraycopy(values.get(i), 0, to.data(), to.at(0), values.get(i).length);
      weights.get(i).changed();
    }
  }

  /** Where the fault is, in words that follow "first in". */
  public String place() {
    return fault
        .map(AutopsyText::place)
        .orElse("a value that was finite when the step was made again");
  }

  /** What led there, in sentences; empty where nothing stands out. */
  public String story() {
    return AutopsyText.story(this);
  }

  /** What to try where the usual advice is of no use; else empty. */
  public String remedy() {
    return fault.map(AutopsyText::remedy).orElse("");
  }

  /** All of it, in a paragraph. */
  public String text() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        fault
            .map(found ->
                "The first value that is not finite is "
                    + AutopsyText.number(found.value())
                    + " in "
                    + place()
                    + ".")
            .orElse("The step was made again and every value in it was finite."));
    sentences.add(story());
    sentences.add(remedy());
    return String.join(" ", sentences.stream().filter(s -> !s.isEmpty()).toList());
  }
}
