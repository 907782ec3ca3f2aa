package sluice.text;

import org.apache.lucene.analysis.cn.smart.hhmm.HHMMSegmenter;
import org.apache.lucene.analysis.cn.smart.hhmm.SegToken;
import sluice.text.TokenizerSettings.Kind;

/**
 * A token is a Chinese word, as the hidden Markov model of Lucene's smartcn finds it in the
 * sentence, a run of Latin letters or of digits, or a sign. The text of a token is that of the
 * file: nothing is made half-width or left out but white space.
 *
 * <p>Sentences end at {@code 。！？；!?;}, at the end of a line, or after 500 characters.
 *
 * @param settings of kind {@link Kind#CHINESE_WORDS}
 */
public record ChineseWords(TokenizerSettings settings) implements Tokenizer {
  private static final int LONGEST = 500;
  private static final String ENDS = "\u3002\uFF01\uFF1F\uFF1B!?;";

  public ChineseWords {
    Words.check(settings, Kind.CHINESE_WORDS);
  }

  @Override
  public TextSink cutter(TokenSink out) {
    return new BySentence(new WordSink(settings, out), new HHMMSegmenter());
  }

  @Override
  public Decoder decoder() {
    return new Spaced();
  }

  private record BySentence(WordSink out, HHMMSegmenter model) implements TextSink {
    @Override
    public void line(char[] chars, int from, int to) {
      int begin = from;
      for (int i = from; i < to; i++) {
        boolean half = Character.isHighSurrogate(chars[i]);
        if (ENDS.indexOf(chars[i]) >= 0 || i + 1 == to || i - begin >= LONGEST && !half) {
          sentence(chars, begin, i + 1);
          begin = i + 1;
        }
      }
      out.lineEnd();
    }

    private void sentence(char[] chars, int from, int to) {
      for (SegToken token : model.process(new String(chars, from, to - from))) {
        int begin = from + Math.max(0, token.startOffset); // of the marks at either end
        int end = Math.min(to, from + token.endOffset);
        if (begin < end && !Words.isSpace(chars[begin])) {
          out.word(chars, begin, end);
        }
      }
    }

    @Override
    public void end() {}
  }
}
