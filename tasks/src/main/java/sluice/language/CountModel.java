package sluice.language;

import sluice.text.TextCorpus;

/**
 * Foretells tokens by how often they stood behind the tokens before them: what a language model has
 * to beat.
 *
 * <pre>
 *   p₁(w) = (n(w) + 1) ∕ (N + V)
 *   p₂(w | a) = (n(a w) + k·p₁(w)) ∕ (n(a) + k)
 *   p₃(w | a b) = (n(a b w) + k·p₂(w | b)) ∕ (n(a b) + k)
 * </pre>
 *
 * <p>Counts are raised by k in all, shared out as the shorter context has it (MacKay &amp; Peto
 * 1995). Contexts do not reach over the start of a document. Read-only once made.
 */
public final class CountModel {
  /** Tokens that are counted at most: more change little, and take memory. */
  private static final long MOST = 20_000_000;

  private final int classes;
  private final int order;
  private final double k;
  private final long[] counts; // n(w)
  private final long all; // N
  private final CountTable[] tables; // of two, then of three tokens

  /**
   * Counts a training text.
   *
   * @param classes V: ids are below
   * @param order tokens that are counted together, 1 to 3
   * @param k how much is added to the counts behind a context
   */
  public CountModel(TextCorpus training, int classes, int order, double k) {
    this.classes = classes;
    this.order = order;
    this.k = k;
    counts = new long[classes];
    all = training.count();
    tables = new CountTable[Math.max(0, order - 1)];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new CountTable();
    }
    for (long place = 0; place < all; place++) {
      counts[training.at(place)]++;
    }
    each(training, Math.min(all, MOST), this::count);
  }

  /** The relative frequencies of known counts alone. */
  public CountModel(long[] counts) {
    this.counts = counts.clone();
    classes = counts.length;
    order = 1;
    k = 0;
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    all = sum;
    tables = new CountTable[0];
  }

  /** How often each token was seen. */
  public long[] counts() {
    return counts.clone();
  }

  /** A token with those before it, −1 where there are none. */
  private interface Seen {
    void token(int beforeLast, int last, int token);
  }

  private static void each(TextCorpus text, long end, Seen seen) {
    for (int document = 0; document < text.documents(); document++) {
      long to = Math.min(end, text.start(document + 1));
      int beforeLast = -1;
      int last = -1;
      for (long place = text.start(document); place < to; place++) {
        int token = text.at(place);
        seen.token(beforeLast, last, token);
        beforeLast = last;
        last = token;
      }
    }
  }

  private void count(int beforeLast, int last, int token) {
    if (order >= 2 && last >= 0) {
      tables[0].add(pair(last, token));
      tables[0].add(context(last));
    }
    if (order >= 3 && beforeLast >= 0) {
      tables[1].add(pair(beforeLast, last) * classes + token);
      tables[1].add(context(pair(beforeLast, last)));
    }
  }

  private long pair(int first, int second) {
    return (long) first * classes + second;
  }

  /** Contexts have negative keys, so that one table holds both. */
  private static long context(long tokens) {
    return -1 - tokens;
  }

  private double probability(int beforeLast, int last, int token) {
    double p = (counts[token] + 1.0) / (all + classes);
    if (order >= 2 && last >= 0) {
      p = (tables[0].get(pair(last, token)) + k * p) / (tables[0].get(context(last)) + k);
    }
    if (order >= 3 && beforeLast >= 0) {
      long both = pair(beforeLast, last);
      p = (tables[1].get(both * classes + token) + k * p) / (tables[1].get(context(both)) + k);
    }
    return p;
  }

  /**
   * Mean −log p of the tokens of a text, in nats; of each document all but the first token count,
   * which follow something.
   */
  public double nats(TextCorpus text) {
    var sum =
        new Object() {
          double nats;
          long tokens;
        };
    each(
        text,
        text.count(),
        (beforeLast, last, token) -> {
          if (last >= 0) {
            sum.nats -= StrictMath.log(probability(beforeLast, last, token));
            sum.tokens++;
          }
        });
    return sum.nats / sum.tokens;
  }
}
