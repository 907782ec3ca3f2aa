package sluice.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.model.JsonObject;
import sluice.text.BytePairs;
import sluice.text.TextCodec;
import sluice.text.Tokenizer;
import sluice.text.TokenizerSettings;
import sluice.text.Vocabulary;

/** A tokeniser with its vocabulary as JSON and back: what a model file holds of its text. */
final class TextJson {
  private TextJson() {}

  static JsonObject write(TextCodec codec) {
    TokenizerSettings settings = codec.tokenizer().settings();
    JsonObject tokenizer =
        JsonObject.empty()
            .put("kind", settings.kind().name())
            .put("lower", settings.lower())
            .put("letters", settings.letters().name())
            .put("line_ends", settings.lineEnds())
            .put("size", settings.size());
    if (codec.tokenizer() instanceof BytePairs pairs) {
      tokenizer.putNumbers("merges", merges(pairs));
    }
    return JsonObject.empty()
        .put("tokenizer", tokenizer)
        .putTexts("vocabulary", codec.vocabulary().tokens());
  }

  /** Left and right of each merge, one after the other. */
  private static double[] merges(BytePairs pairs) {
    return pairs.merges().stream()
        .flatMapToDouble(merge -> Arrays.stream(new double[] {merge.left(), merge.right()}))
        .toArray();
  }

  /**
   * What was written.
   *
   * @throws sluice.model.BadModelFile if something is not there
   * @throws IllegalArgumentException if what is there does not fit together
   */
  static TextCodec read(JsonObject json) {
    JsonObject tokenizer = json.object("tokenizer");
    var settings =
        new TokenizerSettings(
            TokenizerSettings.Kind.valueOf(tokenizer.text("kind")),
            tokenizer.flag("lower"),
            TokenizerSettings.Letters.valueOf(tokenizer.text("letters")),
            tokenizer.flag("line_ends"),
            tokenizer.whole("size", 0, Integer.MAX_VALUE));
    return new TextCodec(
        settings.kind() == TokenizerSettings.Kind.BYTE_PAIRS
            ? new BytePairs(settings, readMerges(tokenizer.numbers("merges")))
            : Tokenizer.of(settings),
        new Vocabulary(json.texts("vocabulary")));
  }

  private static List<BytePairs.Merge> readMerges(double[] numbers) {
    List<BytePairs.Merge> merges = new ArrayList<>();
    for (int i = 0; i + 1 < numbers.length; i += 2) {
      merges.add(new BytePairs.Merge((int) numbers[i], (int) numbers[i + 1]));
    }
    return merges;
  }
}
