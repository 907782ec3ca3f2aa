package sluice.text;

import java.util.Arrays;

/**
 * A text as token ids, with the places where its documents begin.
 *
 * <p>A part of a corpus is a view: nothing is copied. Immutable.
 */
public final class TextCorpus {
  private final String name;
  private final Tokens tokens;
  private final long[] starts; // of all documents of the whole text, rising, the first is 0
  private final long from;
  private final long to;
  private final long unknown;

  /**
   * @param name what messages call it
   * @param tokens at least one
   * @param starts where each document begins, rising, the first at 0
   * @param unknown tokens of the text that the vocabulary does not have
   */
  TextCorpus(String name, Tokens tokens, long[] starts, long unknown) {
    this(name, tokens, starts, 0, tokens.count(), unknown);
  }

  private TextCorpus(String name, Tokens tokens, long[] starts, long from, long to, long unknown) {
    this.name = name;
    this.tokens = tokens;
    this.starts = starts;
    this.from = from;
    this.to = to;
    this.unknown = unknown;
  }

  /** One document of these ids. */
  public static TextCorpus of(int... ids) {
    return new TextCorpus("the text", Tokens.of(ids), new long[] {0}, 0);
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** How many tokens there are. */
  public long count() {
    return to - from;
  }

  /** The id at a place, from 0. */
  public int at(long place) {
    if (place < 0 || place >= count()) {
      throw new IndexOutOfBoundsException("no token " + place + " of " + count());
    }
    return tokens.at(from + place);
  }

  /**
   * How many tokens of the whole text the vocabulary does not have, of which this may be a part.
   */
  public long unknown() {
    return unknown;
  }

  /** How many documents there are, those included of which there is only a part. */
  public int documents() {
    return document(to - 1) - document(from) + 1;
  }

  /** Where a document begins; for one more than the last, where that ends. */
  public long start(int document) {
    int whole = document(from) + document;
    long start = whole == starts.length ? to : starts[whole];
    return Math.clamp(start, from, to) - from;
  }

  /** The number of the document that a token of the whole text belongs to. */
  private int document(long place) {
    int found = Arrays.binarySearch(starts, place);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * The tokens from one place up to another.
   *
   * @param begin from 0
   * @param end above {@code begin}, at most {@link #count}
   */
  public TextCorpus part(long begin, long end) {
    if (begin < 0 || end <= begin || end > count()) {
      throw new IllegalArgumentException(
          "no part from " + begin + " to " + end + " of " + count() + " tokens");
    }
    return new TextCorpus(name, tokens, starts, from + begin, from + end, unknown);
  }
}
