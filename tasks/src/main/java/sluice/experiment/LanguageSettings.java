package sluice.experiment;

import java.util.Optional;
import sluice.text.TextFileSettings;
import sluice.text.TextPartition;
import sluice.text.TokenizerSettings;
import sluice.text.VocabularySettings;

/** The records of {@code sluice.text} for what an experiment file says of a text. */
final class LanguageSettings {
  private LanguageSettings() {}

  /** How text is cut. */
  static TokenizerSettings tokenizer(TokenSettings tokens) {
    TokenizerSettings.Kind kind = TokenizerSettings.Kind.valueOf(tokens.kind().name());
    return new TokenizerSettings(
        kind,
        tokens.lower(),
        TokenizerSettings.Letters.valueOf(tokens.letters().name()),
        tokens.lineEnds(),
        kind == TokenizerSettings.Kind.BYTE_PAIRS ? tokens.size() : 0);
  }

  /** How a file of text is read. */
  static TextFileSettings file(TokenSettings tokens) {
    TextFileSettings.Documents documents =
        switch (tokens.documents()) {
          case NONE, FILE -> TextFileSettings.Documents.FILES;
          case BLANK_LINE -> TextFileSettings.Documents.PARAGRAPHS;
          case LINE -> TextFileSettings.Documents.LINES;
        };
    return new TextFileSettings(
        tokens.encoding().orElse(""), documents, tokens.below(), tokens.above());
  }

  /** Which tokens are known. */
  static VocabularySettings vocabulary(TokenSettings.Vocabulary vocabulary) {
    return new VocabularySettings(vocabulary.minCount(), vocabulary.size().orElse(0), false);
  }

  /** How the training part is cut into batches. */
  static TextPartition training(Experiment experiment, long seed) {
    WindowSettings window = experiment.window();
    TextPartition plain = plain(experiment, batch(experiment)).dropShort(window.dropShort());
    return window.offset() ? plain.offset(seed) : plain.seed(seed);
  }

  /** How other parts are: from start to end, nothing left out. */
  static TextPartition plain(Experiment experiment, int streams) {
    return TextPartition.of(streams, experiment.training().truncatedBpttSteps())
        .documents(documents(experiment));
  }

  /** Whether documents stand for themselves. */
  static boolean documents(Experiment experiment) {
    return experiment.data().tokens().documents() != TokenSettings.Documents.NONE;
  }

  /** Streams that are read side by side. */
  static int batch(Experiment experiment) {
    return experiment.training().batch().orElse(1);
  }

  /** Whether there is a validation part. */
  static boolean validated(Experiment experiment) {
    return experiment.data().validationFile().isPresent()
        || !experiment.split().validation().none();
  }

  /** The embedding that the layers begin with, if they do. */
  static Optional<LayerSettings.Embedding> embedding(ModelSettings model) {
    return embedding(model.layers().getFirst());
  }

  private static Optional<LayerSettings.Embedding> embedding(LayerSettings layer) {
    return switch (layer) {
      case LayerSettings.Embedding embedding -> Optional.of(embedding);
      case LayerSettings.Initialised initialised -> embedding(initialised.layers().getFirst());
      case LayerSettings.Stack stack -> embedding(stack.layers().getFirst());
      default -> Optional.empty();
    };
  }
}
