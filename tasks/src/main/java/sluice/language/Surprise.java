package sluice.language;

import java.util.ArrayList;
import java.util.List;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.text.TextCodec;
import sluice.text.TextCorpus;

/**
 * How much each token of a text surprises a model that has read all before it.
 *
 * @param token as the vocabulary has it
 * @param text what it adds to the text
 * @param nats −log p; NaN for the first token, which follows nothing
 * @param expected the likeliest token in its place; empty for the first
 * @param likelihood p of that one
 */
public record Surprise(String token, String text, double nats, String expected, double likelihood) {

  /** Of the first tokens of a text. */
  public static List<Surprise> of(Model model, TextCodec codec, TextCorpus text, int most) {
    var reader = new TextWriter(model, Sampling.PLAIN, new boolean[codec.vocabulary().size()]);
    TextCodec.Decoder decoder = codec.decoder();
    List<Surprise> all = new ArrayList<>();
    Matrix foretold = Matrix.EMPTY;
    for (long place = 0; place < Math.min(most, text.count()); place++) {
      int id = text.at(place);
      String token = codec.vocabulary().token(id);
      String added = decoder.add(id);
      if (place == 0) {
        all.add(new Surprise(token, added, Double.NaN, "", Double.NaN));
      } else {
        int likeliest = likeliest(foretold);
        all.add(
            new Surprise(
                token,
                added,
                -StrictMath.log(Math.max(foretold.get(0, id), Float.MIN_VALUE)),
                codec.vocabulary().token(likeliest),
                foretold.get(0, likeliest)));
      }
      foretold = reader.read(id);
    }
    return List.copyOf(all);
  }

  private static int likeliest(Matrix foretold) {
    int best = 0;
    for (int id = 1; id < foretold.columns(); id++) {
      best = foretold.get(0, id) > foretold.get(0, best) ? id : best;
    }
    return best;
  }
}
