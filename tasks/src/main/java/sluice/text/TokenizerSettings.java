package sluice.text;

/**
 * How text is cut into tokens.
 *
 * @param kind what a token is
 * @param lower whether upper case becomes lower case; not for bytes and byte pairs, which keep all
 * @param letters which characters are kept; other than all for characters only
 * @param lineEnds whether each line ends in the token {@code <eos>}; for words only
 * @param size tokens of byte pairs, 256 bytes included: at least 256 (0 for other kinds)
 */
public record TokenizerSettings(
    Kind kind, boolean lower, Letters letters, boolean lineEnds, int size) {
  /** Tokens that byte pairs have where nothing else is asked for. */
  public static final int DEFAULT_SIZE = 8_000;

  private static final int BYTES = 256;

  /** What a token is. */
  public enum Kind {
    /** A Unicode code point. */
    CHARACTERS,
    /** A byte of the text in UTF-8. */
    BYTES,
    /** What stands between white space. */
    WORDS,
    /** A word, a number, an ideograph, a sign: see {@link UnicodeWords}. */
    UNICODE_WORDS,
    /** A Chinese word, as Lucene's smartcn finds it: see {@link ChineseWords}. */
    CHINESE_WORDS,
    /** A piece of a word that is frequent in the user's text: see {@link BytePairs}. */
    BYTE_PAIRS
  }

  /** Which characters are kept. */
  public enum Letters {
    /** All of them. */
    ALL,
    /** Letters; each run of others behind one is one space. */
    RUNS,
    /**
     * The same line by line: no space at either end of a line, and nothing between lines, as the
     * classic Time Machine experiments have it.
     */
    LINES
  }

  public TokenizerSettings {
    boolean bytes = kind == Kind.BYTES || kind == Kind.BYTE_PAIRS;
    check(!(bytes && lower), "lower is for characters and words: bytes keep the text as it is");
    check(
        letters == Letters.ALL || kind == Kind.CHARACTERS, "letters is for characters, not others");
    check(
        !lineEnds || kind != Kind.CHARACTERS && !bytes,
        "line ends are for words: characters and bytes have the line feed itself");
    check(
        kind == Kind.BYTE_PAIRS ? size >= BYTES : size == 0,
        kind == Kind.BYTE_PAIRS
            ? "size must be at least 256, one for each byte, was " + size
            : "size is for byte pairs: limit another vocabulary by its own size");
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A kind with nothing else asked for. */
  public static TokenizerSettings of(Kind kind) {
    int size = kind == Kind.BYTE_PAIRS ? DEFAULT_SIZE : 0;
    return new TokenizerSettings(kind, false, Letters.ALL, false, size);
  }

  /** The same with lower case or not. */
  public TokenizerSettings lower(boolean value) {
    return new TokenizerSettings(kind, value, letters, lineEnds, size);
  }

  /** The same with other characters kept. */
  public TokenizerSettings letters(Letters value) {
    return new TokenizerSettings(kind, lower, value, lineEnds, size);
  }

  /** The same with line ends or not. */
  public TokenizerSettings lineEnds(boolean value) {
    return new TokenizerSettings(kind, lower, letters, value, size);
  }

  /** The same with another size. */
  public TokenizerSettings size(int value) {
    return new TokenizerSettings(kind, lower, letters, lineEnds, value);
  }
}
