package sluice.text;

import sluice.text.TokenizerSettings.Kind;

/**
 * A token is a word, a number, an ideograph, or any other sign that is no white space: the rules of
 * Unicode's annex 29, made plain so that they need no tables of their own.
 *
 * <ul>
 *   <li>Letters, digits and {@code _} side by side are one token, marks on them included; an
 *       apostrophe, a full stop or a middle dot between two letters belongs to it (don't, U.S.A),
 *       so does a comma, a full stop or an apostrophe between two digits (3.14, 1,000).
 *   <li>A Chinese character, a Hiragana letter or a letter of the scripts that put no spaces (Thai,
 *       Lao, Khmer, Burmese) is a token of its own, with the marks on it.
 *   <li>Of all else each character is one, with marks, variation selectors, skin tones and what a
 *       zero-width joiner ties to it; two regional indicators are a flag.
 * </ul>
 *
 * <p>Categories are those of the running JDK's Unicode: 16 in JDK 25. A later JDK may know further
 * characters, which were no letters before; for all others tokens are the same everywhere.
 *
 * @param settings of kind {@link Kind#UNICODE_WORDS}
 */
public record UnicodeWords(TokenizerSettings settings) implements Tokenizer {
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private enum Sort {
    SPACE,
    LETTER,
    DIGIT,
    MARK,
    ALONE,
    FLAG,
    OTHER
  }

  private static final Sort[] ASCII = new Sort[0x80];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = sort(c);
    }
  }

  public UnicodeWords {
    Words.check(settings, Kind.UNICODE_WORDS);
  }

  @Override
  public TextSink cutter(TokenSink out) {
    return new ByRules(new WordSink(settings, out));
  }

  @Override
  public Decoder decoder() {
    return new Spaced();
  }

  private record ByRules(WordSink out) implements TextSink {
    @Override
    public void line(char[] chars, int from, int to) {
      int i = from;
      while (i < to) {
        int point = Character.codePointAt(chars, i, to);
        int next = i + Character.charCount(point);
        Sort sort = of(point);
        if (sort != Sort.SPACE) {
          int end =
              switch (sort) {
                case LETTER, DIGIT -> wordEnd(chars, next, to, sort);
                case FLAG -> flagEnd(chars, next, to);
                default -> signEnd(chars, next, to);
              };
          out.word(chars, i, end);
          next = end;
        }
        i = next;
      }
      out.lineEnd();
    }

    @Override
    public void end() {}
  }

  private static int wordEnd(char[] chars, int from, int to, Sort first) {
    Sort last = first;
    int i = from;
    while (i < to) {
      int point = Character.codePointAt(chars, i, to);
      int next = i + Character.charCount(point);
      Sort sort = of(point);
      if (sort == Sort.LETTER || sort == Sort.DIGIT) {
        last = sort;
      } else if (sort != Sort.MARK && !(joins(point, last) && begins(chars, next, to, last))) {
        return i;
      }
      i = next;
    }
    return to;
  }

  /** Whether a sign between two characters of a sort belongs to the word. */
  private static boolean joins(int point, Sort sort) {
    return switch (point) {
      case '\'', '.', 0x2019, 0x2024 -> true;
      case 0xB7 -> sort == Sort.LETTER;
      case ',' -> sort == Sort.DIGIT;
      default -> false;
    };
  }

  private static boolean begins(char[] chars, int at, int to, Sort sort) {
    return at < to && of(Character.codePointAt(chars, at, to)) == sort;
  }

  private static int flagEnd(char[] chars, int from, int to) {
    return signEnd(chars, begins(chars, from, to, Sort.FLAG) ? from + 2 : from, to);
  }

  private static int signEnd(char[] chars, int from, int to) {
    int i = from;
    while (i < to) {
      int point = Character.codePointAt(chars, i, to);
      if (of(point) != Sort.MARK) {
        return i;
      }
      i += Character.charCount(point);
      if (point == ZERO_WIDTH_JOINER && begins(chars, i, to, Sort.OTHER)) {
        i += Character.charCount(Character.codePointAt(chars, i, to));
      }
    }
    return to;
  }

  /** Whether a character belongs to the one before it. */
  static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT ->
          true;
      default -> point >= 0x1F3FB && point <= 0x1F3FF; // skin tones
    };
  }

  private static Sort of(int point) {
    return point < ASCII.length ? ASCII[point] : sort(point);
  }

  private static Sort sort(int point) {
    if (point <= ' ' || Character.isWhitespace(point) || Character.isSpaceChar(point)) {
      return Sort.SPACE;
    }
    if (isMark(point)) {
      return Sort.MARK;
    }
    if (Character.isDigit(point)) {
      return Sort.DIGIT;
    }
    if (Character.isLetter(point) || point == '_') {
      return standsAlone(point) ? Sort.ALONE : Sort.LETTER;
    }
    return point >= 0x1F1E6 && point <= 0x1F1FF ? Sort.FLAG : Sort.OTHER;
  }

  /** Whether a letter is of a script that puts no spaces between words. */
  static boolean standsAlone(int point) {
    if (point < 0x0E00) {
      return false;
    }
    return Character.isIdeographic(point)
        || switch (Character.UnicodeScript.of(point)) {
          case HIRAGANA, THAI, LAO, KHMER, MYANMAR -> true;
          default -> false;
        };
  }
}
