package sluice.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The probabilities of all labels in all answers, kept for the curves that need them together. Of
 * many labels none are kept.
 */
final class Probabilities {
  /** More labels than this would need more room than their curves are worth. */
  static final int MOST_LABELS = 200;

  private final int labels;
  private float[] values = new float[0]; // [rows, labels]
  private boolean[] truths = new boolean[0]; // [rows, labels]
  private int rows;

  Probabilities(int labels) {
    this.labels = labels;
  }

  boolean kept() {
    return labels <= MOST_LABELS;
  }

  int rows() {
    return rows;
  }

  /** Room for one row more; its first index. */
  private int grow() {
    int at = Math.multiplyExact(rows, labels);
    if (at + labels > values.length) {
      int size = Math.max(1024 * labels, (int) Math.min(2L * values.length, Integer.MAX_VALUE - 8));
      values = Arrays.copyOf(values, size);
      truths = Arrays.copyOf(truths, size);
    }
    rows++;
    return at;
  }

  /** A row in which one label holds. */
  void add(int truth, float[] probabilities, int from) {
    if (kept()) {
      int at = grow();
      copy(probabilities, from, at);
      truths[at + truth] = true;
    }
  }

  /** A row in which any labels hold. */
  void add(boolean[] truth, float[] probabilities, int from) {
    if (kept()) {
      int at = grow();
      copy(probabilities, from, at);
      System.arraycopy(truth, 0, truths, at, labels);
    }
  }

  private void copy(float[] probabilities, int from, int at) {
    for (int label = 0; label < labels; label++) {
      values[at + label] = Math.clamp(probabilities[from + label], 0f, 1f); // sums may pass 1
    }
  }

  /** The curve of each label. */
  List<RankingCurve> curves() {
    List<RankingCurve> curves = new ArrayList<>();
    for (int label = 0; label < labels && kept(); label++) {
      float[] own = new float[rows];
      boolean[] truth = new boolean[rows];
      for (int row = 0; row < rows; row++) {
        own[row] = values[row * labels + label];
        truth[row] = truths[row * labels + label];
      }
      curves.add(RankingCurve.of(own, truth));
    }
    return curves;
  }

  /** A mean over labels; those without a value are left out and counted. */
  Score area(Metric metric, Function<RankingCurve, OptionalDouble> area) {
    if (!kept()) {
      String reason = "more than " + MOST_LABELS + " classes, whose curves are not kept";
      return Score.undefined(metric, reason, rows, 0);
    }
    double sum = 0;
    int known = 0;
    for (RankingCurve curve : curves()) {
      OptionalDouble one = area.apply(curve);
      if (one.isPresent()) {
        sum += one.getAsDouble();
        known++;
      }
    }
    return known == 0
        ? Score.undefined(metric, "no class has examples for and against it", rows, labels)
        : Score.of(metric, sum / known, known, labels - known);
  }

  /** How much of what may be answered how well: by the likeliest label of each row. */
  CoverageCurve coverage() {
    float[] most = new float[kept() ? rows : 0];
    boolean[] right = new boolean[most.length];
    for (int row = 0; row < most.length; row++) {
      int likeliest = row * labels;
      for (int at = likeliest; at < (row + 1) * labels; at++) {
        likeliest = values[at] > values[likeliest] ? at : likeliest;
      }
      most[row] = values[likeliest];
      right[row] = truths[likeliest];
    }
    return CoverageCurve.of(most, right);
  }
}
