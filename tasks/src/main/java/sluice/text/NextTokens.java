package sluice.text;

import java.util.Arrays;
import sluice.loss.Target;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.train.Batch;

/** The buffers of a batch in which every step is to foretell the token behind it. */
final class NextTokens {
  private final TextCorpus corpus;
  private final Steps steps;
  private final Input.Ids input; // [N]
  private final Target.ClassIds target; // [N]
  private final Batch first;
  private final Batch next;

  private final long[] starts; // of the sequences given, by source
  private final int[] lengths;
  private final long[] ids;
  private final boolean[] begins;
  private int count;

  /** Room for sequences of a text, whose ids are below {@code classes}. */
  NextTokens(TextCorpus corpus, int classes, int maxSteps, int maxSequences) {
    this.corpus = corpus;
    steps = new Steps(maxSteps, maxSequences);
    int rows = Math.multiplyExact(maxSteps, maxSequences);
    input = new Input.Ids(rows, classes);
    target = new Target.ClassIds(rows);
    var weights = new float[rows];
    Arrays.fill(weights, 1);
    first = new Batch(input, steps, target, weights, true);
    next = new Batch(input, steps, target, weights, false);
    starts = new long[maxSequences];
    lengths = new int[maxSequences];
    ids = new long[maxSequences];
    begins = new boolean[maxSequences];
  }

  /** No sequences yet. */
  void clear() {
    count = 0;
  }

  /** Adds a sequence: so many steps from a place in the text on. */
  void add(long id, long start, int length, boolean beginning) {
    ids[count] = id;
    starts[count] = start;
    lengths[count] = length;
    begins[count] = beginning;
    count++;
  }

  /** The batch of the sequences added. */
  Batch batch(boolean fresh) {
    steps.setLengths(lengths, count);
    input.rows(steps.rows());
    target.rows(steps.rows());
    for (int b = 0; b < count; b++) {
      int source = steps.source(b);
      steps.id(b, ids[source]);
      steps.begins(b, begins[source]);
      int id = corpus.at(starts[source]);
      for (int t = 0; t < steps.length(b); t++) {
        int row = steps.row(t, b);
        int following = corpus.at(starts[source] + t + 1);
        input.set(row, id);
        target.set(row, following);
        id = following;
      }
    }
    return fresh ? first : next;
  }
}
