package sluice.text;

import java.util.List;
import java.util.stream.IntStream;
import sluice.text.TokenizerSettings.Kind;

/**
 * A token is a byte of the text in UTF-8, written as the character of that number: there are 256,
 * and none is ever unknown.
 *
 * @param settings of kind {@link Kind#BYTES}
 */
public record Bytes(TokenizerSettings settings) implements Tokenizer {
  static final List<String> ALL =
      IntStream.range(0, 256).mapToObj(b -> String.valueOf((char) b)).toList();

  public Bytes {
    Words.check(settings, Kind.BYTES);
  }

  @Override
  public List<String> alphabet() {
    return ALL;
  }

  @Override
  public TextSink cutter(TokenSink out) {
    return new TextSink() {
      private char[] bytes = new char[0]; // a byte a char

      @Override
      public void line(char[] chars, int from, int to) {
        if (bytes.length < 3 * (to - from)) {
          bytes = new char[Math.multiplyExact(3, to - from)];
        }
        int length = Utf8.write(chars, from, to, bytes);
        for (int i = 0; i < length; i++) {
          out.token(bytes, i, i + 1);
        }
      }

      @Override
      public void end() {}
    };
  }

  @Override
  public Decoder decoder() {
    return new Utf8();
  }
}
