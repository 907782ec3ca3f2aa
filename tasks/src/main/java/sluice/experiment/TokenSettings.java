package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;
import sluice.experiment.settings.Unset;

/**
 * How a text is read and cut into tokens.
 *
 * @param kind what a token is
 * @param lower whether upper case becomes lower case
 * @param letters which characters are kept
 * @param lineEnds whether each line ends in a token of its own
 * @param size tokens of byte pairs
 * @param encoding of the files; empty to find it
 * @param documents what stands for itself
 * @param below beginnings of the line that the text begins below; empty for the first one
 * @param above beginnings of the line that the text ends above; empty for the last one
 * @param first so many tokens of the file are used; empty for all
 */
@Shorthand
public record TokenSettings(
    @Help(
            "what a token is: a character, a byte, a word between white space, a word or sign by"
                + " Unicode's rules, a Chinese word, or a piece of a word learned from the text")
        @Default("characters")
        Kind kind,
    @Help("upper case becomes lower case; not for bytes and byte-pairs") @Default("false")
        boolean lower,
    @Help(
            "characters: all of them, letters alone with a space for each run of others, or the"
                + " same line by line with nothing between lines, as in the Time Machine"
                + " experiments")
        @Default("all")
        Letters letters,
    @Help("words: each line ends in the token <eos>") @Default("false") boolean lineEnds,
    @Help("byte-pairs: tokens there are, the 256 bytes included")
        @Default("8000")
        @Range(min = 256, max = 1_000_000)
        int size,
    @Help(
            "encoding of the text, such as utf-8, utf-16, gb18030 or latin-1; auto goes by the byte"
                + " order mark, else UTF-8")
        @Unset("auto")
        Optional<String> encoding,
    @Help(
            "what stands for itself, so that nothing is carried from one to the next: a file, what"
                + " stands between blank lines, a line; none for a text in one piece")
        @Default("none")
        Documents documents,
    @Help("the text begins below the first line that begins in one of these ways") @Default("[]")
        List<String> below,
    @Help("the text ends above the next line that begins in one of these ways") @Default("[]")
        List<String> above,
    @Help("only so many tokens at the start of data.file are used")
        @Unset("all")
        @Range(min = 2, max = 2_000_000_000)
        Optional<Integer> first) {

  /** Copies the lists. */
  public TokenSettings {
    below = List.copyOf(below);
    above = List.copyOf(above);
  }

  /** What a token is. */
  public enum Kind {
    /** A Unicode code point. */
    CHARACTERS,
    /** A byte of the text in UTF-8. */
    BYTES,
    /** What stands between white space. */
    WORDS,
    /** A word, a number, an ideograph, a sign. */
    UNICODE_WORDS,
    /** A Chinese word. */
    CHINESE_WORDS,
    /** A piece of a word that is frequent in the text. */
    @AlsoNamed("bpe")
    BYTE_PAIRS
  }

  /** Which characters are kept. */
  public enum Letters {
    /** All of them. */
    ALL,
    /** Letters; each run of others is one space. */
    RUNS,
    /** The same line by line, and nothing between lines. */
    LINES
  }

  /** What stands for itself. */
  public enum Documents {
    /** Nothing: the text is one piece. */
    NONE,
    /** A file. */
    FILE,
    /** What stands between blank lines. */
    BLANK_LINE,
    /** A line. */
    LINE
  }

  /**
   * Which tokens are known.
   *
   * @param minCount how often a token must stand in the training part
   * @param size how many tokens there are at most
   */
  @Shorthand
  public record Vocabulary(
      @Help("how often a token must stand in the training part; a rarer one is <unk>")
          @Default("1")
          @Range(min = 1, max = 1_000_000)
          int minCount,
      @Help("most tokens there are, the most frequent first, <unk> included")
          @Unset("all")
          @Range(min = 2, max = 10_000_000)
          Optional<Integer> size) {}
}
