package sluice.similarity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import sluice.data.Unlike;

/** How far apart the two inputs of a pair are, before any network has seen them. */
public final class InputDistance {
  private InputDistance() {}

  /**
   * The root of the mean square of the differences of scaled inputs, over the common last steps.
   */
  static double of(PairExamples examples, int pair) {
    int width = examples.inputs();
    float[] left = new float[examples.steps(pair, 0) * width];
    float[] right = new float[examples.steps(pair, 1) * width];
    examples.input(pair, 0, left);
    examples.input(pair, 1, right);
    int common = Math.min(left.length, right.length);
    Unlike unlike = new Unlike(width, examples.embedded());
    double sum = 0;
    for (int j = 1; j <= common; j++) {
      int input = left.length - j;
      sum += unlike.square(input, left[input], right[right.length - j]);
    }
    return Math.sqrt(sum / common);
  }

  /**
   * The distance up to which pairs are best said to belong together: most of these examples are
   * then answered rightly. The smallest of equally good ones.
   */
  public static double nearest(PairExamples training) {
    double[] distances = new double[training.count()];
    Arrays.setAll(distances, pair -> of(training, pair));
    int[] rising =
        IntStream.range(0, distances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(pair -> distances[pair]))
            .mapToInt(Integer::intValue)
            .toArray();
    long right = Arrays.stream(rising).filter(pair -> training.value(pair) == 0).count();
    long most = right;
    double nearest = -1; // none belong together
    for (int at = 0; at < rising.length; at++) {
      right += training.value(rising[at]) == 1 ? 1 : -1;
      boolean last = at == rising.length - 1 || distances[rising[at + 1]] > distances[rising[at]];
      if (last && right > most) {
        most = right;
        nearest = distances[rising[at]];
      }
    }
    return nearest;
  }
}
