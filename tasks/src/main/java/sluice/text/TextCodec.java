package sluice.text;

import java.util.ArrayList;
import java.util.List;
import sluice.data.BadData;

/**
 * Text to ids and back: what a model that reads text keeps of its training data.
 *
 * @param tokenizer cuts the text
 * @param vocabulary the tokens' ids
 */
public record TextCodec(Tokenizer tokenizer, Vocabulary vocabulary) {

  /** Makes text of ids, one by one. Not thread-safe. */
  public interface Decoder {

    /** The text that an id adds; empty while its last character is not yet whole. */
    String add(int id);

    /** What was held back; another text may begin. */
    String end();
  }

  /**
   * Learns tokeniser and vocabulary from a training text, which is read once, or twice where the
   * tokeniser itself learns.
   *
   * @throws BadData if there is no token in it, or only one kind of them
   */
  public static TextCodec fit(
      TextSource source, TokenizerSettings settings, VocabularySettings vocabulary) {
    Tokenizer tokenizer = Tokenizer.fit(source, settings);
    if (!tokenizer.alphabet().isEmpty()) {
      return new TextCodec(tokenizer, new Vocabulary(tokenizer.alphabet()));
    }
    var counts = new TokenCounts();
    source.read(tokenizer.cutter(counts));
    if (counts.kinds() < 2) {
      throw BadData.because(
              counts.kinds() == 0
                  ? "there is no token in it"
                  : "all " + counts.all() + " tokens are the same")
          .file(source.name())
          .expected("at least two different tokens")
          .next("Look at the text, and at how it is cut into tokens.")
          .error();
    }
    return new TextCodec(tokenizer, Vocabulary.of(counts, vocabulary));
  }

  /**
   * A text as ids. A token that the vocabulary does not have is {@code <unk>}.
   *
   * @throws BadData if there is no token in it, or one that the vocabulary does not have and no
   *     {@code <unk>}
   */
  public TextCorpus corpus(TextSource source) {
    var ids = new Encoder(source.name(), vocabulary);
    TextSink cutter = tokenizer.cutter(ids);
    source.read(
        new TextSink() {
          @Override
          public void line(char[] chars, int from, int to) {
            cutter.line(chars, from, to);
          }

          @Override
          public void end() {
            cutter.end();
            ids.documentEnds();
          }
        });
    return ids.corpus();
  }

  /** The ids of one document in memory, none for a text without tokens. */
  public int[] ids(String text) {
    List<Integer> ids = new ArrayList<>();
    TextSink cutter =
        tokenizer.cutter((chars, from, to) -> ids.add(idOf("the text", chars, from, to)));
    Lines.of(text, cutter::line);
    cutter.end();
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private int idOf(String source, char[] chars, int from, int to) {
    int id = vocabulary.find(chars, from, to);
    return id >= 0
        ? id
        : vocabulary
            .unknown()
            .orElseThrow(() -> Encoder.noId(source, new String(chars, from, to - from)));
  }

  /** The tokens of a text that have no id of their own, each once, in their order. */
  public List<String> unknown(String text) {
    return tokenizer.tokens(text).stream()
        .filter(token -> vocabulary.find(token).isEmpty())
        .distinct()
        .toList();
  }

  /** Begins to make text. */
  public Decoder decoder() {
    Tokenizer.Decoder decoder = tokenizer.decoder();
    return new Decoder() {
      @Override
      public String add(int id) {
        return decoder.add(vocabulary.token(id));
      }

      @Override
      public String end() {
        return decoder.end();
      }
    };
  }

  /** The text that these ids stand for. */
  public String text(int... ids) {
    Decoder decoder = decoder();
    var text = new StringBuilder();
    for (int id : ids) {
      text.append(decoder.add(id));
    }
    return text.append(decoder.end()).toString();
  }
}
