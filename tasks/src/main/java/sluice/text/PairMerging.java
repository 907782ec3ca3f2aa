package sluice.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds the merges of {@link BytePairs}: again and again the most frequent pair of tokens becomes a
 * token. Counts are kept up to date, of the pieces only those are looked at that have the pair.
 */
final class PairMerging {
  private static final int LEAST_COUNT = 2;

  /** A pair as it was counted once; what has changed since is noticed when its turn comes. */
  private record Candidate(long count, int left, int right, int pair) {}

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingLong(Candidate::count)
          .reversed()
          .thenComparingInt(Candidate::left)
          .thenComparingInt(Candidate::right);

  private final int[][] pieces; // tokens
  private final int[] lengths;
  private final long[] times; // that a piece stands in the text

  private final PairTable pairs = new PairTable();
  private final List<int[]> where = new ArrayList<>(); // by pair: pieces that had it
  private int[] whereSizes = new int[1 << 10];
  private long[] counts = new long[1 << 10]; // by pair
  private int[] lefts = new int[1 << 10]; // by pair
  private int[] rights = new int[1 << 10]; // by pair
  private final BitSet done = new BitSet(); // pairs that are among the merges
  private final Set<Integer> touched = new LinkedHashSet<>();
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(BEST_FIRST);

  /** For pieces of bytes, a byte a char. */
  PairMerging(List<TokenCounts.Counted> counted) {
    pieces = new int[counted.size()][];
    lengths = new int[pieces.length];
    times = new long[pieces.length];
    for (int p = 0; p < pieces.length; p++) {
      pieces[p] = counted.get(p).text().chars().toArray();
      lengths[p] = pieces[p].length;
      times[p] = counted.get(p).count();
      for (int i = 0; i + 1 < lengths[p]; i++) {
        int pair = pair(pieces[p][i], pieces[p][i + 1]);
        counts[pair] += times[p];
        note(pair, p);
      }
    }
    for (int pair = 0; pair < where.size(); pair++) {
      touched.add(pair);
    }
    offerTouched();
  }

  /** The merges until there are so many tokens, or until no pair stands twice. */
  List<BytePairs.Merge> merges(int size) {
    List<BytePairs.Merge> merges = new ArrayList<>();
    List<String> tokens = new ArrayList<>(Bytes.ALL);
    var table = new TokenTable();
    tokens.forEach(token -> table.add(token.toCharArray(), 0, 1));
    while (tokens.size() < size && !candidates.isEmpty()) {
      Candidate best = candidates.remove();
      if (counts[best.pair] != best.count) {
        offer(best.pair);
        continue;
      }
      String text = tokens.get(best.left) + tokens.get(best.right);
      int merged = table.add(text.toCharArray(), 0, text.length());
      if (merged == tokens.size()) {
        tokens.add(text);
      }
      var merge = new BytePairs.Merge(best.left, best.right);
      if (!done.get(best.pair)) { // the same text may come about in two ways, and the pair again
        merges.add(merge);
        done.set(best.pair);
      }
      apply(merge, best.pair, merged);
      offerTouched();
    }
    return merges;
  }

  private void apply(BytePairs.Merge merge, int pair, int merged) {
    int[] having = where.get(pair);
    int size = whereSizes[pair];
    where.set(pair, new int[0]);
    whereSizes[pair] = 0;
    for (int i = 0; i < size; i++) {
      int piece = having[i];
      if (has(piece, merge)) { // it may stand here twice, and be merged by now
        count(piece, -times[piece], merged);
        lengths[piece] = BytePairs.replace(pieces[piece], lengths[piece], merge, merged);
        count(piece, times[piece], merged);
      }
    }
  }

  private boolean has(int piece, BytePairs.Merge merge) {
    int[] tokens = pieces[piece];
    for (int i = 0; i + 1 < lengths[piece]; i++) {
      if (tokens[i] == merge.left() && tokens[i + 1] == merge.right()) {
        return true;
      }
    }
    return false;
  }

  /** Adds a number to the counts of all pairs of a piece; those with a token are new to it. */
  private void count(int piece, long more, int token) {
    int[] tokens = pieces[piece];
    for (int i = 0; i + 1 < lengths[piece]; i++) {
      int pair = pair(tokens[i], tokens[i + 1]);
      counts[pair] += more;
      if (more > 0 && (tokens[i] == token || tokens[i + 1] == token)) {
        note(pair, piece);
        touched.add(pair);
      }
    }
  }

  private int pair(int left, int right) {
    int known = pairs.get(left, right);
    if (known != PairTable.NONE) {
      return known;
    }
    int added = where.size();
    pairs.put(left, right, added);
    where.add(new int[2]);
    if (added == counts.length) {
      counts = Arrays.copyOf(counts, 2 * added);
      whereSizes = Arrays.copyOf(whereSizes, 2 * added);
      lefts = Arrays.copyOf(lefts, 2 * added);
      rights = Arrays.copyOf(rights, 2 * added);
    }
    lefts[added] = left;
    rights[added] = right;
    return added;
  }

  /** Notes that a piece has a pair, unless it was noted just now. */
  private void note(int pair, int piece) {
    int[] all = where.get(pair);
    int size = whereSizes[pair];
    if (size > 0 && all[size - 1] == piece) {
      return;
    }
    if (size == all.length) {
      all = Arrays.copyOf(all, Math.max(2, 2 * size));
      where.set(pair, all);
    }
    all[size] = piece;
    whereSizes[pair]++;
  }

  private void offer(int pair) {
    if (counts[pair] >= LEAST_COUNT) {
      candidates.add(new Candidate(counts[pair], lefts[pair], rights[pair], pair));
    }
  }

  /** Only a pair whose count has risen must be offered anew. */
  private void offerTouched() {
    touched.forEach(this::offer);
    touched.clear();
  }
}
