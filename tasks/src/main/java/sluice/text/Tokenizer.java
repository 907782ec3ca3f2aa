package sluice.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into tokens, and makes text of tokens again.
 *
 * <p>Immutable, and a function of its settings alone (a trained one: of its settings and merges):
 * what a model file holds cuts a text as it was cut in training. Where case is lowered, it is
 * lowered code point by code point, whatever the locale.
 */
public sealed interface Tokenizer
    permits Characters, Bytes, Words, UnicodeWords, ChineseWords, BytePairs {
  /** The token at the end of each line, where {@link TokenizerSettings#lineEnds} asks for it. */
  String LINE_END = "<eos>";

  /** Makes text of tokens, one by one. Not thread-safe. */
  interface Decoder {

    /** The text that a token adds; empty while its last character is not yet whole. */
    String add(String token);

    /** What was held back: of an unfinished character U+FFFD; another text may begin. */
    String end();
  }

  /**
   * The tokeniser of these settings; byte pairs learn from the training text.
   *
   * @throws sluice.data.BadData if the text cannot be read
   */
  static Tokenizer fit(TextSource source, TokenizerSettings settings) {
    return settings.kind() == TokenizerSettings.Kind.BYTE_PAIRS
        ? BytePairs.train(source, settings)
        : of(settings);
  }

  /** The tokeniser of these settings, of a kind that needs no training text. */
  static Tokenizer of(TokenizerSettings settings) {
    return switch (settings.kind()) {
      case CHARACTERS -> new Characters(settings);
      case BYTES -> new Bytes(settings);
      case WORDS -> new Words(settings);
      case UNICODE_WORDS -> new UnicodeWords(settings);
      case CHINESE_WORDS -> new ChineseWords(settings);
      case BYTE_PAIRS ->
          throw new IllegalArgumentException("byte pairs are learned from a text: use fit");
    };
  }

  /** The settings that it was made of. */
  TokenizerSettings settings();

  /** Begins to cut documents. What it gives is not thread-safe. */
  TextSink cutter(TokenSink out);

  /** Begins to make text. */
  Decoder decoder();

  /** All tokens there are, in a fixed order; empty where they hang on the text. */
  default List<String> alphabet() {
    return List.of();
  }

  /** The tokens of one document. */
  default List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    TextSink cutter = cutter((chars, from, to) -> tokens.add(new String(chars, from, to - from)));
    Lines.of(text, cutter::line);
    cutter.end();
    return List.copyOf(tokens);
  }

  /** The text that these tokens stand for. */
  default String text(List<String> tokens) {
    Decoder decoder = decoder();
    var text = new StringBuilder();
    tokens.forEach(token -> text.append(decoder.add(token)));
    return text.append(decoder.end()).toString();
  }
}
