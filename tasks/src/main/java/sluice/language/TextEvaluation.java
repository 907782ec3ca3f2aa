package sluice.language;

import java.util.List;
import sluice.data.Measured;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Workers;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.text.TextCodec;
import sluice.text.TextCorpus;
import sluice.text.TextPartition;
import sluice.text.TextStreams;
import sluice.train.Evaluator;

/**
 * What a text costs a language model that reads it from start to end in one stream, its state
 * carried all the way.
 *
 * <p>Every token counts but the first of the text (of each document, where they stand for
 * themselves), which follows nothing. Equal texts give equal figures whatever the settings of the
 * training were.
 */
public final class TextEvaluation {
  /** Steps that are read at once; it changes nothing but the order of a sum. */
  public static final int STEPS = 256;

  private final TextCodec codec;
  private final TextCorpus text;
  private final boolean documents;
  private final long tokens;
  private final long characters;

  /**
   * Of a text.
   *
   * @param codec that it was read with
   * @param text at least two tokens
   * @param documents whether documents stand for themselves
   */
  public TextEvaluation(TextCodec codec, TextCorpus text, boolean documents) {
    this.codec = codec;
    this.text = text;
    this.documents = documents;
    long counted = 0;
    long points = 0;
    TextCodec.Decoder decoder = codec.decoder();
    for (int document = 0; document < (documents ? text.documents() : 1); document++) {
      long from = documents ? text.start(document) : 0;
      long to = documents ? text.start(document + 1) : text.count();
      for (long place = from; place < to; place++) {
        String added = decoder.add(text.at(place));
        points += place == from ? 0 : added.codePointCount(0, added.length());
      }
      String rest = decoder.end();
      points += rest.codePointCount(0, rest.length());
      counted += to - from - 1;
    }
    tokens = counted;
    characters = points;
  }

  /** How partitions cut it to be measured. */
  public static TextPartition partition(boolean documents) {
    return TextPartition.of(1, STEPS).documents(documents);
  }

  /** Tokens that count. */
  public long tokens() {
    return tokens;
  }

  /** Characters of those tokens. */
  public long characters() {
    return characters;
  }

  /** What it costs a network. */
  public Measured measure(String name, Model model, Workers workers) {
    var stream = new TextStreams(text, codec.vocabulary().size(), partition(documents));
    double nats = new Evaluator(model, stream, Reduction.MEAN, workers).loss();
    return measured(name, false, nats);
  }

  /** What it costs counts alone. */
  public Measured measure(String name, CountModel counts) {
    return measured(name, true, counts.nats(text));
  }

  private Measured measured(String name, boolean baseline, double nats) {
    double bits = nats * tokens / characters / StrictMath.log(2);
    return new Measured(
        name,
        baseline,
        tokens,
        List.of(
            Score.of(Metric.PERPLEXITY, StrictMath.exp(nats), tokens, 0),
            Score.of(Metric.NATS_PER_TOKEN, nats, tokens, 0),
            characters > 0
                ? Score.of(Metric.BITS_PER_CHARACTER, bits, tokens, 0)
                : Score.undefined(
                    Metric.BITS_PER_CHARACTER, "the tokens have no characters", tokens, 0)));
  }
}
