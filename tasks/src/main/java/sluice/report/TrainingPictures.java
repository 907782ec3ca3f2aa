package sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;
import sluice.train.Epoch;

/** Pictures of how training went. */
final class TrainingPictures {
  private static final int NARROW_HEIGHT = 230;

  private TrainingPictures() {}

  /** Losses, gradient norm, share clipped, and the rate where it changed; none of no epochs. */
  static List<Picture> of(ReportData.Training training) {
    List<Epoch> epochs = training.fit().epochs();
    if (epochs.isEmpty()) {
      return List.of();
    }
    var pictures = new ArrayList<Picture>();
    pictures.add(
        new Picture(
            "loss",
            "Loss after each epoch",
            Captions.loss(training),
            Layout.FULL,
            "training.csv",
            size -> loss(size, training)));
    pictures.add(
        half(
            "gradient",
            "Norm of the gradients before clipping",
            "Mean over the steps of each epoch. Steady or slowly falling is healthy; a norm that "
                + "jumps calls for clipping or a smaller rate.",
            size ->
                series(
                    size,
                    Axis.magnitudes("norm", range(epochs, Epoch::gradientNorm), 5),
                    epochs,
                    Epoch::gradientNorm)));
    pictures.add(
        half(
            "clipped",
            "Share of the steps that were clipped",
            Captions.clipped(epochs),
            size -> clipped(size, epochs)));
    Axis.Range rates = range(epochs, Epoch::rate);
    if (rates.hi() > rates.lo()) {
      pictures.add(
          half(
              "rate",
              "Learning rate",
              "At the last step of each epoch.",
              size -> series(size, Axis.magnitudes("rate", rates, 5), epochs, Epoch::rate)));
    }
    return pictures;
  }

  private static Picture half(String name, String title, String caption, Picture.Drawing drawing) {
    return new Picture(name, title, caption, Layout.HALF, "training.csv", drawing);
  }

  private static Axis.Range range(List<Epoch> epochs, ToDoubleFunction<Epoch> of) {
    return Axis.Range.NONE.with(values(epochs, of));
  }

  private static double[] values(List<Epoch> epochs, ToDoubleFunction<Epoch> of) {
    return epochs.stream().mapToDouble(of).toArray();
  }

  private static Axis epochAxis(Size size, List<Epoch> epochs, boolean padded) {
    return Axis.counted(
        "epoch",
        epochs.getFirst().number(),
        epochs.getLast().number(),
        padded,
        Plot.ticksAcross(size, 45));
  }

  private static Svg loss(Size size, ReportData.Training training) {
    List<Epoch> epochs = training.fit().epochs();
    double[] number = values(epochs, Epoch::number);
    double[] fitted = values(epochs, Epoch::trainingLoss);
    double[] validated = values(epochs, Epoch::validationLoss);
    Axis.Range range = Axis.Range.NONE.with(fitted).with(validated);
    Axis y = Axis.magnitudes(training.loss(), range, size.height() / 60);
    var labels = new ArrayList<EndLabel>();
    labels.add(new EndLabel("base-text", fitted[fitted.length - 1], "training"));
    labels.add(new EndLabel("model-text", validated[validated.length - 1], "validation"));
    var plot = new Plot(size, epochAxis(size, epochs, false), y, labels);
    plot.line("line base", number, fitted);
    plot.line("line model", number, validated);
    plot.dots("base-fill", number, fitted, 2.2, tips(epochs, "training", fitted));
    plot.dots("model-fill", number, validated, 2.6, tips(epochs, "validation", validated));
    int best = training.fit().bestEpoch();
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).number() == best && Double.isFinite(validated[i])) {
        plot.flag("best", best, "best: epoch " + best);
        plot.dots("ring", new double[] {best}, new double[] {validated[i]}, 5.5, List.of());
      }
    }
    return plot.finished();
  }

  private static List<String> tips(List<Epoch> epochs, String what, double[] values) {
    var tips = new ArrayList<String>();
    for (int i = 0; i < values.length; i++) {
      tips.add("epoch " + epochs.get(i).number() + ", " + what + ": " + Figures.of(values[i]));
    }
    return tips;
  }

  private static Svg series(Size size, Axis y, List<Epoch> epochs, ToDoubleFunction<Epoch> of) {
    double[] values = values(epochs, of);
    return new Plot(size.height(NARROW_HEIGHT), epochAxis(size, epochs, false), y, List.of())
        .line("line model", values(epochs, Epoch::number), values)
        .dots("model-fill", values(epochs, Epoch::number), values, 2.4, tips(epochs, "", values))
        .finished();
  }

  private static Svg clipped(Size size, List<Epoch> epochs) {
    Axis y = Axis.numbers("%", Axis.Range.of(0, 100), true, 4);
    var plot = new Plot(size.height(NARROW_HEIGHT), epochAxis(size, epochs, true), y, List.of());
    for (Epoch epoch : epochs) {
      double percent = 100 * epoch.clipped();
      if (Double.isFinite(percent)) {
        String tip = "epoch " + epoch.number() + ": " + Figures.percent(epoch.clipped());
        plot.column("bar base-fill", epoch.number() - 0.4, epoch.number() + 0.4, percent, tip);
      }
    }
    return plot.finished();
  }
}
