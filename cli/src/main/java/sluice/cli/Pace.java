package sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sluice.experiment.Perplexity;
import sluice.train.Epoch;
import sluice.train.TrainEvent.StepDone;

/**
 * Where a training stands and how fast it goes, in a line.
 *
 * <p>The training writes it, whoever draws it reads it: all methods may be called from any thread.
 */
final class Pace {
  private static final double SPEED_SECONDS = 5; // the speed shown is that of the last 5 to 10 s
  private static final double SETTLED_SECONDS = 2; // the first steps are slow and tell nothing
  private static final int WIDEST_BAR = 40;
  private static final int NARROWEST_BAR = 10;
  private static final int BAR_RANK = 5;
  private static final int LAST_RANK = 10;
  private static final String GAP = "  ";

  private final int epochs; // of a member
  private final Optional<Perplexity> perplexity; // of a language model
  private int member = 1; // of an ensemble, counted from 1
  private int members = 1;
  private final LongSupplier clock;
  private final long started;
  private @Nullable StepDone step;
  private @Nullable Epoch epoch;
  private long steps; // since the start
  private long samples;
  private long markAt;
  private long markSamples;
  private long beforeAt; // the mark before
  private long beforeSamples;

  /**
   * Of a training that begins now.
   *
   * @param epochs there will be at most
   * @param perplexity how losses are perplexities, where there are any
   * @param clock nanoseconds
   */
  Pace(int epochs, Optional<Perplexity> perplexity, LongSupplier clock) {
    this.epochs = epochs;
    this.perplexity = perplexity;
    this.clock = clock;
    started = clock.getAsLong();
    markAt = started;
    beforeAt = started;
  }

  /** The training of a member of an ensemble begins or goes on. */
  synchronized void member(int number, int of) {
    member = number;
    members = of;
    step = null;
    epoch = null;
  }

  /** A step is done. */
  synchronized void done(StepDone value) {
    step = value;
    steps++;
    samples += (long) value.sequences() * perplexity.map(Perplexity::steps).orElse(1);
    long now = clock.getAsLong();
    if (seconds(markAt, now) >= SPEED_SECONDS) {
      beforeAt = markAt;
      beforeSamples = markSamples;
      markAt = now;
      markSamples = samples;
    }
  }

  /** An epoch is done. */
  synchronized void done(Epoch value) {
    epoch = value;
  }

  /** Steps done, those of an earlier run that is resumed included. */
  synchronized long position() {
    StepDone now = step;
    return now == null
        ? 0
        : ((member - 1L) * epochs + now.epoch() - 1) * now.batches() + now.batch();
  }

  /** A field of the line; the higher the rank, the sooner it makes room for others. */
  private record Field(int rank, String text) {}

  /** Everything in one line, for a file. */
  synchronized String line() {
    return String.join(", ", fields().stream().map(Field::text).toList());
  }

  /**
   * As much as fits in a line of a terminal, with a bar.
   *
   * @param columns the width
   */
  synchronized String bar(int columns) {
    List<Field> fields = fields();
    for (int rank = LAST_RANK; rank > 0; rank--) {
      int least = rank;
      List<String> texts =
          new ArrayList<>(
              fields.stream().filter(field -> field.rank <= least).map(Field::text).toList());
      int rest = columns - String.join(GAP, texts).length();
      boolean drawn = rank >= BAR_RANK;
      if (rest >= (drawn ? NARROWEST_BAR + GAP.length() : 0)) {
        if (drawn) {
          texts.add(Math.min(2, texts.size()), bar(fields, rest - GAP.length()));
        }
        return String.join(GAP, texts);
      }
    }
    return cut(fields.getFirst().text, columns);
  }

  private String bar(List<Field> fields, int room) {
    int width = Math.min(WIDEST_BAR, room);
    int full = fields.size() == 1 ? 0 : (int) Math.floor(share() * width);
    return "█".repeat(full) + "░".repeat(width - full);
  }

  private static String cut(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, Math.max(0, columns));
  }

  private double share() {
    StepDone now = step;
    return now == null ? 0 : position() / ((double) members * epochs * now.batches());
  }

  private List<Field> fields() {
    StepDone now = step;
    if (now == null) {
      return List.of(new Field(1, place() + "epoch 1/" + epochs));
    }
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(1, place() + "epoch " + now.epoch() + "/" + epochs));
    fields.add(new Field(6, "step " + now.batch() + "/" + now.batches()));
    fields.add(
        new Field(
            2,
            perplexity
                .map(as -> "perplexity " + Figures.of(as.training(now.loss())))
                .orElseGet(() -> "loss " + Figures.of(now.loss()))));
    Optional<Epoch> last = Optional.ofNullable(epoch);
    last.filter(e -> !Double.isNaN(e.validationLoss()))
        .ifPresent(e -> fields.add(new Field(4, "validation " + Figures.of(validation(e)))));
    fields.add(new Field(9, "gradient " + Figures.of(now.gradientNorm())));
    last.ifPresent(e -> fields.add(new Field(10, "clipped " + Figures.percent(e.clipped()))));
    fields.add(new Field(8, "rate " + Figures.of(now.rate())));
    String unit = perplexity.isPresent() ? " tokens/s" : " samples/s";
    speed().ifPresent(s -> fields.add(new Field(7, Figures.count(Math.round(s)) + unit)));
    left().ifPresent(s -> fields.add(new Field(3, "≤ " + Figures.seconds(s) + " left")));
    return fields;
  }

  private double validation(Epoch done) {
    double loss = done.validationLoss();
    return perplexity.map(as -> as.validation(loss)).orElse(loss);
  }

  private String place() {
    return members > 1 ? "member " + member + "/" + members + " " : "";
  }

  private Optional<Double> speed() {
    double seconds = seconds(beforeAt, clock.getAsLong());
    return seconds > 0 ? Optional.of((samples - beforeSamples) / seconds) : Optional.empty();
  }

  /** At most: a training may stop early. */
  private Optional<Double> left() {
    StepDone now = step;
    double seconds = seconds(started, clock.getAsLong());
    if (now == null || seconds < SETTLED_SECONDS) {
      return Optional.empty();
    }
    long rest = (long) members * epochs * now.batches() - position();
    return rest == 0 ? Optional.empty() : Optional.of(rest * seconds / steps);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
