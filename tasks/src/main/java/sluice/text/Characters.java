package sluice.text;

import sluice.text.TokenizerSettings.Kind;
import sluice.text.TokenizerSettings.Letters;

/**
 * A token is a Unicode code point; line breaks are tokens like any other.
 *
 * @param settings of kind {@link Kind#CHARACTERS}
 */
public record Characters(TokenizerSettings settings) implements Tokenizer {
  public Characters {
    Words.check(settings, Kind.CHARACTERS);
  }

  @Override
  public TextSink cutter(TokenSink out) {
    return settings.letters() == Letters.ALL ? new All(out) : new OnlyLetters(out);
  }

  @Override
  public Decoder decoder() {
    return new Joined("");
  }

  private int cased(int point) {
    return settings.lower() ? Character.toLowerCase(point) : point;
  }

  private final class All implements TextSink {
    private final TokenSink out;
    private final char[] one = new char[2];

    All(TokenSink out) {
      this.out = out;
    }

    @Override
    public void line(char[] chars, int from, int to) {
      int length;
      for (int i = from; i < to; i += length) {
        int point = Character.codePointAt(chars, i, to);
        length = Character.charCount(point);
        int cased = cased(point);
        if (cased == point) {
          out.token(chars, i, i + length);
        } else {
          out.token(one, 0, Character.toChars(cased, one, 0));
        }
      }
    }

    @Override
    public void end() {}
  }

  private final class OnlyLetters implements TextSink {
    private static final char[] SPACE = {' '};

    private final TokenSink out;
    private final char[] one = new char[2];
    private final boolean byLine = settings.letters() == Letters.LINES;
    private boolean gap = true; // others since the last letter, or none yet
    private boolean begun; // a letter in this line

    OnlyLetters(TokenSink out) {
      this.out = out;
    }

    @Override
    public void line(char[] chars, int from, int to) {
      if (byLine) {
        end();
      }
      int length;
      for (int i = from; i < to; i += length) {
        int point = Character.codePointAt(chars, i, to);
        length = Character.charCount(point);
        if (isLetter(point)) {
          if (byLine && gap && begun) {
            out.token(SPACE, 0, 1);
          }
          out.token(one, 0, Character.toChars(cased(point), one, 0));
          begun = true;
          gap = false;
        } else {
          if (!byLine && !gap) {
            out.token(SPACE, 0, 1);
          }
          gap = true;
        }
      }
    }

    @Override
    public void end() {
      gap = true;
      begun = false;
    }
  }

  /** Letters, and the marks that belong to them in many scripts. */
  private static boolean isLetter(int point) {
    if (point < 0x80) {
      return point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z';
    }
    return Character.isLetter(point) || UnicodeWords.isMark(point);
  }
}
