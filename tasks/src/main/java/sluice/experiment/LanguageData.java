package sluice.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.data.BadData;
import sluice.data.Part;
import sluice.text.TextCodec;
import sluice.text.TextCorpus;
import sluice.text.TextFile;
import sluice.text.TextFileSettings;
import sluice.text.TextSource;
import sluice.text.TokenCounts;
import sluice.text.Tokenizer;
import sluice.text.Vocabulary;

/**
 * The text of an experiment, cut into tokens and parts. Vocabulary and counts are those of the
 * training part alone.
 *
 * @param source name of the text to learn from
 * @param codec how it was cut
 * @param parts by name; those left out are not there
 * @param digest of all files
 * @param trainingDigest of the file to learn from
 */
record LanguageData(
    String source,
    TextCodec codec,
    Map<Part, TextCorpus> parts,
    String digest,
    String trainingDigest) {

  /** Reads and cuts. */
  static LanguageData read(Experiment experiment) {
    DataSettings data = experiment.data();
    TokenSettings tokens = data.tokens();
    TextFileSettings files = LanguageSettings.file(tokens);
    Path file = data.file().orElseThrow();
    TextSource source = new TextFile(file, files);
    Tokenizer tokenizer =
        Tokenizer.fit(Beginning.of(experiment, source), LanguageSettings.tokenizer(tokens));
    TextCodec codec = codec(source, tokenizer, experiment);
    Map<Part, TextCorpus> parts = parts(experiment, source, codec);
    data.validationFile()
        .ifPresent(own -> parts.put(Part.VALIDATION, codec.corpus(new TextFile(own, files))));
    data.testFile().ifPresent(own -> parts.put(Part.TEST, codec.corpus(new TextFile(own, files))));
    parts.forEach((part, corpus) -> checkLength(part, corpus));
    String own = digest(List.of(file));
    List<Path> others =
        Stream.of(data.validationFile(), data.testFile()).flatMap(Optional::stream).toList();
    String together =
        others.isEmpty() ? own : digest(Stream.concat(Stream.of(file), others.stream()).toList());
    return new LanguageData(source.name(), codec, parts, together, own);
  }

  /** The parts that one text is cut into, in their order. */
  static Map<Part, TextCorpus> parts(Experiment experiment, TextSource source, TextCodec codec) {
    TextCorpus text = codec.corpus(source);
    Cuts cuts = Cuts.of(experiment, text.count(), source.name());
    Map<Part, TextCorpus> parts = new EnumMap<>(Part.class);
    parts.put(Part.TRAINING, text.part(0, cuts.training()));
    if (cuts.validation() > cuts.training()) {
      parts.put(Part.VALIDATION, text.part(cuts.training(), cuts.validation()));
    }
    if (cuts.test() > cuts.validation()) {
      parts.put(Part.TEST, text.part(cuts.validation(), cuts.test()));
    }
    return parts;
  }

  /** Tokens of the training part. */
  private static long trained(Experiment experiment, TextSource source, Tokenizer tokenizer) {
    long[] all = new long[1];
    source.read(tokenizer.cutter((chars, from, to) -> all[0]++));
    if (all[0] == 0) {
      throw BadData.because("there is no token in it")
          .file(source.name())
          .next("Look at the text, and at how data.tokens cuts it.")
          .error();
    }
    return Cuts.of(experiment, all[0], source.name()).training();
  }

  /** The vocabulary of the training part: what stands behind it is not known yet. */
  private static TextCodec codec(TextSource source, Tokenizer tokenizer, Experiment experiment) {
    if (!tokenizer.alphabet().isEmpty()) {
      return new TextCodec(tokenizer, new Vocabulary(tokenizer.alphabet()));
    }
    long trained = trained(experiment, source, tokenizer);
    TokenCounts counts = new TokenCounts();
    long[] seen = new long[1];
    source.read(
        tokenizer.cutter((chars, from, to) -> {
          if (seen[0]++ < trained) {
            counts.token(chars, from, to);
          }
        }));
    if (counts.kinds() < 2) {
      throw BadData.because("all " + counts.all() + " tokens of the training part are the same")
          .file(source.name())
          .expected("at least two different tokens")
          .found(Integer.toString(counts.kinds()))
          .next("Look at the text, and at how data.tokens cuts it.")
          .error();
    }
    return new TextCodec(
        tokenizer,
        Vocabulary.of(counts, LanguageSettings.vocabulary(experiment.data().vocabulary())));
  }

  private static void checkLength(Part part, TextCorpus corpus) {
    if (corpus.count() < 2) {
      throw BadData.because(
              "the " + LanguageJob.word(part) + " part has one token, behind which nothing follows")
          .file(corpus.name())
          .expected("at least 2 tokens")
          .found("1")
          .next("Give it more, or 0 to leave it out.")
          .error();
    }
  }

  /**
   * Where the parts of one text end.
   *
   * @param training tokens of the training part
   * @param validation where the validation part ends
   * @param test where the test part ends
   */
  private record Cuts(long training, long validation, long test) {
    static Cuts of(Experiment experiment, long tokens, String source) {
      DataSettings data = experiment.data();
      long used = data.tokens().first().map(most -> Math.min((long) most, tokens)).orElse(tokens);
      long test = data.testFile().isPresent() ? 0 : size(experiment.split().test(), used);
      long validation =
          data.validationFile().isPresent() ? 0 : size(experiment.split().validation(), used);
      if (used - test - validation < 2) {
        throw BadData.because("nothing is left to train on")
            .file(source)
            .expected("at least 2 tokens besides those of validation and test")
            .found(Math.max(0, used - test - validation) + " of " + used)
            .next("Give split.validation or split.test less, or give more text.")
            .error();
      }
      return new Cuts(used - test - validation, used - test, used);
    }

    private static long size(Cut cut, long tokens) {
      return switch (cut) {
        case Cut.Steps(int count) -> count;
        case Cut.Share(double share) -> Math.round(share * tokens);
        case Cut.From _ -> throw new IllegalStateException("a text has no dates");
      };
    }
  }

  /** SHA-256 of files, one behind the other. */
  static String digest(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
          throw BadData.because("it cannot be read: " + e.getMessage())
              .file(file.toString())
              .error();
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
