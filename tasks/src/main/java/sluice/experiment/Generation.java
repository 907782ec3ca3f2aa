package sluice.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import sluice.language.Beam;
import sluice.language.Sampling;
import sluice.language.TextWriter;
import sluice.loss.Model;
import sluice.math.Rng;
import sluice.text.TextCodec;

/** Text written by a model in the tokens of a codec. */
final class Generation {
  private static final double TO_UNIT = 0x1p-32;
  private static final long UNSIGNED = 0xffffffffL;

  private final Model model;
  private final TextCodec codec;
  private final long[] counts; // of the training part, by id
  private final boolean[] never; // to be written: what was never seen, such as <unk> mostly

  Generation(Model model, TextCodec codec, long[] counts) {
    this.model = model;
    this.codec = codec;
    this.counts = counts.clone();
    never = new boolean[counts.length];
    for (int id = 0; id < never.length; id++) {
      never[id] = counts[id] == 0;
    }
  }

  /** What stands before a text that begins with nothing: the end of a line, or a drawn token. */
  int[] beginning(long seed) {
    if (codec.vocabulary().lineEnd().isPresent()) {
      return new int[] {codec.vocabulary().lineEnd().getAsInt()};
    }
    int bits = Rng.bits(seed, Rng.SAMPLING, 1, 0, 0, 0, 0); // epoch 1: no token is drawn by it
    double goal = (bits & UNSIGNED) * TO_UNIT * Arrays.stream(counts).sum();
    double sum = 0;
    int last = 0;
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] > 0) {
        last = id;
        sum += counts[id];
        if (sum > goal) {
          break;
        }
      }
    }
    return new int[] {last};
  }

  /**
   * Draws token after token and hands on their text.
   *
   * @param prompt at least one token; its text is handed on first, but that of a line's end is not
   * @param length tokens to write
   * @param out takes text as it comes; says whether to go on
   */
  void write(int[] prompt, int length, Sampling sampling, Predicate<String> out) {
    TextWriter writer = new TextWriter(model, sampling, never);
    TextCodec.Decoder decoder = codec.decoder();
    if (!tell(prompt, decoder, out)) {
      return;
    }
    for (int token : prompt) {
      var _ = writer.read(token);
    }
    for (int t = 0; t < length; t++) {
      if (!out.test(decoder.add(writer.write()))) {
        return;
      }
    }
    var _ = out.test(decoder.end());
  }

  /** The likeliest text that a beam finds, handed on when it is whole. */
  void beam(int[] prompt, int length, int width, Predicate<String> out) {
    TextCodec.Decoder decoder = codec.decoder();
    if (!tell(prompt, decoder, out)) {
      return;
    }
    List<Integer> tokens = new Beam(model, width, never).continued(prompt, length);
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(decoder.add(token)));
    var _ = out.test(text.append(decoder.end()).toString());
  }

  private boolean tell(int[] prompt, TextCodec.Decoder decoder, Predicate<String> out) {
    boolean silent = prompt.length == 1 && codec.vocabulary().lineEnd().orElse(-1) == prompt[0];
    for (int token : prompt) {
      String text = decoder.add(token);
      if (!silent && !out.test(text)) {
        return false;
      }
    }
    return true;
  }
}
