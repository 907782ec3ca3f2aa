package sluice.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.text.TokenizerSettings.Kind;

/**
 * A token is a byte of the text in UTF-8, or two tokens that were merged because they stood side by
 * side often in the training text (byte-pair encoding: Gage 1994; Sennrich, Haddow &amp; Birch
 * 2016; on bytes: Radford et al. 2019). Any text can be written with them, none is unknown, and
 * they give it back byte for byte.
 *
 * <p>Merges stay within a piece: a run of letters, of digits, or of other signs, each with the one
 * space before it, or a run of white space; a line feed ends one, and none has more than 128 chars.
 * The most frequent pair is merged first; of equally frequent ones the pair whose left token is the
 * older one, then the right one. A pair that stands only once is not merged, so a small text gives
 * fewer tokens than asked for.
 *
 * <p>A piece is cut by the merges in the order in which they were learned.
 */
public final class BytePairs implements Tokenizer {
  /**
   * Two tokens that become one.
   *
   * @param left number of a token: 0 … 255 are bytes, the others those of earlier merges
   * @param right likewise
   */
  public record Merge(int left, int right) {}

  private static final int MOST_KNOWN = 1 << 17; // pieces whose tokens are kept at hand

  private final TokenizerSettings settings;
  private final List<Merge> merges;
  private final List<String> tokens; // by number
  private final char[][] texts; // the same
  private final PairTable ranks = new PairTable();
  private final int[] merged; // by rank

  /**
   * A trained one.
   *
   * @param settings of kind {@link Kind#BYTE_PAIRS}
   * @param merges in the order in which they were learned
   */
  public BytePairs(TokenizerSettings settings, List<Merge> merges) {
    Words.check(settings, Kind.BYTE_PAIRS);
    this.settings = settings;
    this.merges = List.copyOf(merges);
    merged = new int[merges.size()];
    tokens = new ArrayList<>(Bytes.ALL);
    var table = new TokenTable();
    tokens.forEach(token -> table.add(token.toCharArray(), 0, 1));
    for (int rank = 0; rank < merged.length; rank++) {
      Merge merge = this.merges.get(rank);
      if (Math.min(merge.left, merge.right) < 0
          || Math.max(merge.left, merge.right) >= tokens.size()) {
        throw new IllegalArgumentException("merge " + rank + " is of no earlier tokens: " + merge);
      }
      String text = tokens.get(merge.left) + tokens.get(merge.right);
      merged[rank] = table.add(text.toCharArray(), 0, text.length());
      if (merged[rank] == tokens.size()) { // the same text may come about in two ways
        tokens.add(text);
      }
      ranks.put(merge.left, merge.right, rank);
    }
    texts = tokens.stream().map(String::toCharArray).toArray(char[][]::new);
  }

  /** Learns merges from a text. */
  static BytePairs train(TextSource source, TokenizerSettings settings) {
    var pieces = new TokenCounts();
    source.read(new PieceCutter(pieces));
    return new BytePairs(settings, new PairMerging(pieces.byCount()).merges(settings.size()));
  }

  @Override
  public TokenizerSettings settings() {
    return settings;
  }

  /** What was learned, in its order. */
  public List<Merge> merges() {
    return merges;
  }

  @Override
  public List<String> alphabet() {
    return List.copyOf(tokens);
  }

  @Override
  public TextSink cutter(TokenSink out) {
    return new PieceCutter(new Merging(out));
  }

  @Override
  public Decoder decoder() {
    return new Utf8();
  }

  /** Merges the bytes of one piece after the other. */
  private final class Merging implements TokenSink {
    private final TokenSink out;
    private final TokenTable known = new TokenTable();
    private int[][] ofKnown = new int[1 << 8][]; // tokens of known pieces
    private final int[] numbers = new int[PieceCutter.MOST_BYTES];

    Merging(TokenSink out) {
      this.out = out;
    }

    @Override
    public void token(char[] bytes, int from, int to) {
      int piece = known.find(bytes, from, to);
      if (piece >= 0) {
        handOn(ofKnown[piece], ofKnown[piece].length);
        return;
      }
      int count = merge(bytes, from, to);
      if (known.size() < MOST_KNOWN) {
        int added = known.add(bytes, from, to);
        if (added == ofKnown.length) {
          ofKnown = Arrays.copyOf(ofKnown, 2 * added);
        }
        ofKnown[added] = Arrays.copyOf(numbers, count);
      }
      handOn(numbers, count);
    }

    private void handOn(int[] all, int count) {
      for (int i = 0; i < count; i++) {
        char[] text = texts[all[i]];
        out.token(text, 0, text.length);
      }
    }

    private int merge(char[] bytes, int from, int to) {
      int count = to - from;
      for (int i = 0; i < count; i++) {
        numbers[i] = bytes[from + i];
      }
      while (true) {
        int first = PairTable.NONE;
        for (int i = 0; i + 1 < count; i++) {
          int rank = ranks.get(numbers[i], numbers[i + 1]);
          if (rank != PairTable.NONE && (first == PairTable.NONE || rank < first)) {
            first = rank;
          }
        }
        if (first == PairTable.NONE) {
          return count;
        }
        Merge merge = merges.get(first);
        count = replace(numbers, count, merge, merged[first]);
      }
    }
  }

  /**
   * Merges a pair wherever it stands, from the left. Modified: {@code numbers}; returns how many
   * are left.
   */
  static int replace(int[] numbers, int count, Merge merge, int by) {
    int kept = 0;
    int i = 0;
    while (i < count) {
      boolean pair = i + 1 < count && numbers[i] == merge.left() && numbers[i + 1] == merge.right();
      numbers[kept++] = pair ? by : numbers[i];
      i += pair ? 2 : 1;
    }
    return kept;
  }

  /** Whether the other one cuts every text in the same way. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BytePairs pairs
        && settings.equals(pairs.settings)
        && merges.equals(pairs.merges);
  }

  @Override
  public int hashCode() {
    return merges.hashCode();
  }

  @Override
  public String toString() {
    return tokens.size() + " byte pairs";
  }
}
