package sluice.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import sluice.data.BadData;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.language.CountModel;
import sluice.language.TextEvaluation;
import sluice.loss.Model;
import sluice.math.Workers;
import sluice.model.JsonObject;
import sluice.model.SavedModel;
import sluice.report.ReportData;
import sluice.text.TextCodec;
import sluice.text.TextCorpus;
import sluice.text.TextFile;
import sluice.text.TextSource;

/** A language model at work: measures itself on other text, and writes. */
public final class LanguageModel {
  static final String TEXT = "text";
  static final String COUNTS = "counts";
  static final String TRAINED_ON = "training_sha256";

  private final Path file;
  private final Experiment experiment;
  private final Model model;
  private final TextCodec codec;
  private final long[] counts;
  private final String trainedOn;

  LanguageModel(Path file, Experiment experiment, SavedModel saved) {
    this.file = file;
    this.experiment = experiment;
    model = saved.members().getFirst();
    JsonObject preprocessing = saved.preprocessing();
    codec = TextJson.read(preprocessing.object(TEXT));
    double[] numbers = preprocessing.numbers(COUNTS);
    counts = new long[numbers.length];
    for (int id = 0; id < counts.length; id++) {
      counts[id] = (long) numbers[id];
    }
    trainedOn = preprocessing.text(TRAINED_ON);
    int size = codec.vocabulary().size();
    if (model.network().inputSize() != size
        || model.head().outputSize() != size
        || counts.length != size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network reads %d tokens and gives %d, the vocabulary has %d, with %d counts",
              model.network().inputSize(),
              model.head().outputSize(),
              size,
              counts.length));
    }
  }

  /** Tokens there are. */
  public int vocabulary() {
    return codec.vocabulary().size();
  }

  /**
   * Measures it on a text, beside the frequencies of the training text: from start to end in one
   * stream; of the text it was trained on the test part alone.
   *
   * @throws UnfitTask if it was trained on all of this text
   */
  Evaluated evaluate(DataSource data) {
    TextSource source = source(data);
    TextCorpus text;
    String scope;
    if (data instanceof DataSource.File(Path path)
        && LanguageData.digest(List.of(path)).equals(trainedOn)) {
      text = tested(path);
      scope = "the test part of the text that the model was trained on";
    } else {
      text = codec.corpus(source);
      scope = "all of " + source.name() + ", read from start to end in one stream";
    }
    if (text.count() < 2) {
      throw BadData.because("it has one token, behind which nothing follows")
          .file(source.name())
          .expected("at least 2 tokens")
          .found("1")
          .error();
    }
    var evaluation = new TextEvaluation(codec, text, LanguageSettings.documents(experiment));
    List<ReportData.Result> results = new ArrayList<>();
    List<Measured> all =
        List.of(
            evaluation.measure(EngineSettings.name(experiment), model, Workers.shared()),
            evaluation.measure("frequencies", new CountModel(counts)));
    for (Measured one : all) {
      results.add(
          new ReportData.Result(
              ReportData.TEST, one.name(), one.baseline(), one.examples(), one.scores()));
    }
    String unknown =
        text.unknown() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %,d of its %,d tokens are not known and were read as <unk>",
                text.unknown(),
                text.count());
    return new Evaluated("language", scope + unknown, results);
  }

  /** The test part of the file it was trained on. */
  private TextCorpus tested(Path path) {
    if (experiment.data().testFile().isPresent()) {
      throw new UnfitTask(
          file
              + " was trained on "
              + path
              + ": give the file of its test part ("
              + experiment.data().testFile().get().getFileName()
              + "), or text that it has not seen");
    }
    if (experiment.split().test().none()) {
      throw new UnfitTask(
          file
              + " was trained on all of "
              + path
              + " (split.test: 0): give text that it has not seen");
    }
    Map<Part, TextCorpus> parts =
        LanguageData.parts(experiment, new TextFile(path, LanguageSettings.file(tokens())), codec);
    return parts.getOrDefault(Part.TEST, TextCorpus.of(0));
  }

  private TokenSettings tokens() {
    return experiment.data().tokens();
  }

  private TextSource source(DataSource data) {
    return switch (data) {
      case DataSource.File(Path path) -> new TextFile(path, LanguageSettings.file(tokens()));
      case DataSource.Stream(InputStream in, String name) ->
          TextSource.of(name, List.of(decoded(in, name)));
    };
  }

  private static String decoded(InputStream in, String name) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in.readAllBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw BadData.because("it is not UTF-8 text")
          .file(name)
          .next("Give a file, of which data.tokens.encoding may tell.")
          .error();
    } catch (IOException e) {
      throw BadData.because("it cannot be read: " + e.getMessage()).file(name).error();
    }
  }

  /** The tokens of a prompt that the model does not know, each once. */
  public List<String> unknown(String prompt) {
    return codec.unknown(prompt);
  }

  /**
   * Writes text, token by token: the same for the same settings on any machine.
   *
   * @param out takes the prompt, then text as it comes; says whether to go on
   * @throws UnfitTask if the prompt has tokens that the model has no {@code <unk>} for, or none
   */
  public void generate(GenerateSettings settings, Predicate<String> out) {
    Generation generation = new Generation(model, codec, counts);
    int[] prompt =
        settings
            .prompt()
            .map(this::tokens)
            .orElseGet(() -> generation.beginning(settings.sampling().seed()));
    if (settings.beam().isPresent()) {
      generation.beam(prompt, settings.length(), settings.beam().get(), out);
    } else {
      generation.write(prompt, settings.length(), settings.sampling(), out);
    }
  }

  private int[] tokens(String prompt) {
    List<String> unknown = codec.unknown(prompt);
    if (!unknown.isEmpty() && !replaced()) {
      throw new UnfitTask(
          "the model does not know "
              + unknown.stream().map(BadData::quote).collect(Collectors.joining(", "))
              + ", which its training text did not have: leave that out of the prompt");
    }
    int[] ids = codec.ids(prompt);
    if (ids.length == 0) {
      throw new UnfitTask("the prompt has no token: give one, or leave --prompt out");
    }
    return ids;
  }

  /** Whether what is not known may be read as {@code <unk>}: it was in the training text. */
  public boolean replaced() {
    int unknown = codec.vocabulary().unknown().orElse(-1);
    return unknown >= 0 && counts[unknown] > 0;
  }
}
