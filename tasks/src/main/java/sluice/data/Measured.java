package sluice.data;

import java.util.ArrayList;
import java.util.List;
import sluice.metric.Score;

/**
 * How good a network or a baseline is on some examples.
 *
 * @param name of the network or the baseline
 * @param baseline whether it is a baseline
 * @param examples windows or sequences measured
 * @param scores one a metric
 */
public record Measured(String name, boolean baseline, long examples, List<Score> scores) {
  /** Copies the list. */
  public Measured {
    scores = List.copyOf(scores);
  }

  /** With more scores behind. */
  public Measured with(List<Score> more) {
    List<Score> all = new ArrayList<>(scores);
    all.addAll(more);
    return new Measured(name, baseline, examples, all);
  }
}
