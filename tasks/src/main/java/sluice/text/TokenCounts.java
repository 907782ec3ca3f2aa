package sluice.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts tokens. Not thread-safe. */
public final class TokenCounts implements TokenSink {
  /**
   * A token and how often it was seen.
   *
   * @param text as the tokeniser gives it
   * @param count at least 1
   */
  public record Counted(String text, long count) {}

  private final TokenTable table = new TokenTable();
  private long[] counts = new long[1 << 8];
  private long all;

  /** Nothing counted yet. */
  public TokenCounts() {}

  @Override
  public void token(char[] chars, int from, int to) {
    int number = table.add(chars, from, to);
    if (number >= counts.length) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    counts[number]++;
    all++;
  }

  /** How many tokens there were. */
  public long all() {
    return all;
  }

  /** How many different ones. */
  public int kinds() {
    return table.size();
  }

  /** The most frequent first; equally frequent ones in the order of their UTF-16 units. */
  public List<Counted> byCount() {
    return IntStream.range(0, table.size())
        .mapToObj(i -> new Counted(table.token(i), counts[i]))
        .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::text))
        .toList();
  }
}
