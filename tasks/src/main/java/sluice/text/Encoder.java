package sluice.text;

import java.util.Arrays;
import sluice.data.BadData;

/** Gathers the ids of tokens, and where documents begin. */
final class Encoder implements TokenSink {
  private final String source;
  private final Vocabulary vocabulary;
  private final int stand; // for what has no id; −1 for none
  private final Tokens.Builder tokens;
  private long[] starts = new long[16];
  private int documents; // that have ended
  private long unknown;

  Encoder(String source, Vocabulary vocabulary) {
    this.source = source;
    this.vocabulary = vocabulary;
    stand = vocabulary.unknown().orElse(-1);
    tokens = new Tokens.Builder(vocabulary.size());
  }

  @Override
  public void token(char[] chars, int from, int to) {
    int id = vocabulary.find(chars, from, to);
    if (id < 0) {
      if (stand < 0) {
        throw noId(source, new String(chars, from, to - from));
      }
      id = stand;
      unknown++;
    }
    tokens.add(id);
  }

  static BadData noId(String source, String token) {
    return BadData.because(
            "the vocabulary has no token " + BadData.quote(token) + " and no <unk> to stand for it")
        .file(source)
        .error();
  }

  /** Another document begins; one without tokens leaves no trace. */
  void documentEnds() {
    if (tokens.count() > starts[documents]) {
      documents++;
      if (documents == starts.length) {
        starts = Arrays.copyOf(starts, 2 * documents);
      }
      starts[documents] = tokens.count();
    }
  }

  TextCorpus corpus() {
    documentEnds();
    if (documents == 0) {
      throw BadData.because("there is no token in it")
          .file(source)
          .next("Look at the text, and at how it is cut into tokens.")
          .error();
    }
    return new TextCorpus(source, tokens.build(), Arrays.copyOf(starts, documents), unknown);
  }
}
