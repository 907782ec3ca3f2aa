package sluice.text;

import sluice.text.TokenizerSettings.Kind;

/**
 * A token is what stands between white space (Unicode's, no-break spaces included). With line ends,
 * every line, an empty one too, ends in {@code <eos>}: the Penn Treebank as it is.
 *
 * @param settings of kind {@link Kind#WORDS}
 */
public record Words(TokenizerSettings settings) implements Tokenizer {
  public Words {
    check(settings, Kind.WORDS);
  }

  static void check(TokenizerSettings settings, Kind kind) {
    if (settings.kind() != kind) {
      throw new IllegalArgumentException("settings for " + settings.kind() + ", needs " + kind);
    }
  }

  @Override
  public TextSink cutter(TokenSink out) {
    return new ByWhiteSpace(new WordSink(settings, out));
  }

  @Override
  public Decoder decoder() {
    return new Joined(" ");
  }

  static boolean isSpace(char c) {
    return c <= ' ' || c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private record ByWhiteSpace(WordSink out) implements TextSink {
    @Override
    public void line(char[] chars, int from, int to) {
      int i = from;
      while (i < to) {
        while (i < to && isSpace(chars[i])) {
          i++;
        }
        int begin = i;
        while (i < to && !isSpace(chars[i])) {
          i++;
        }
        if (i > begin) {
          out.word(chars, begin, i);
        }
      }
      out.lineEnd();
    }

    @Override
    public void end() {}
  }
}
