package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import sluice.data.Part;
import sluice.language.Sampling;
import sluice.language.Surprise;
import sluice.loss.Model;
import sluice.report.Detail;
import sluice.train.Epoch;

/** What the report of a language model shows: a text by its surprises, and text that it writes. */
final class LanguageDetail {
  private static final int TOKENS = 1500; // of the text that is shown, for characters
  private static final int WRITTEN = 300; // characters, or a quarter as many words
  private static final int PER_WORD = 4;
  private static final List<Double> TEMPERATURES = List.of(0.5, 0.8, 1.0);

  private final LanguageJob job;

  LanguageDetail(LanguageJob job) {
    this.job = job;
  }

  Detail.Language of(Model model, Part part, List<Epoch> epochs) {
    boolean signs =
        switch (job.experiment().data().tokens().kind()) {
          case CHARACTERS, BYTES -> true;
          default -> false;
        };
    int tokens = signs ? TOKENS : TOKENS / PER_WORD;
    List<Detail.Token> shown = new ArrayList<>();
    for (Surprise one : Surprise.of(model, job.codec(), job.text(part), tokens)) {
      shown.add(
          new Detail.Token(one.text(), one.token(), one.nats(), one.expected(), one.likelihood()));
    }
    List<Detail.Written> written = new ArrayList<>();
    Generation generation = new Generation(model, job.codec(), job.counts());
    for (double temperature : TEMPERATURES) {
      StringBuilder text = new StringBuilder();
      generation.write(
          generation.beginning(job.experiment().seed()),
          signs ? WRITTEN : WRITTEN / PER_WORD,
          new Sampling(temperature, 0, 1, job.experiment().seed()),
          added -> {
            text.append(added);
            return true;
          });
      written.add(new Detail.Written(temperature, job.experiment().seed(), text.toString()));
    }
    return new Detail.Language(
        LanguageJob.word(part), shown, written, perplexities(epochs), speed(epochs));
  }

  private List<Detail.Perplexities> perplexities(List<Epoch> epochs) {
    Perplexity as = job.perplexity().orElseThrow();
    return epochs.stream()
        .map(epoch ->
            new Detail.Perplexities(
                epoch.number(),
                as.training(epoch.trainingLoss()),
                as.validation(epoch.validationLoss())))
        .toList();
  }

  /** Tokens a second over all epochs, validation included. */
  private double speed(List<Epoch> epochs) {
    double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
    long tokens = job.perplexity().orElseThrow().tokens() * epochs.size();
    return seconds > 0 ? tokens / seconds : Double.NaN;
  }
}
