package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Picture.Layout;
import sluice.report.Plot.EndLabel;
import sluice.report.Svg.Size;

/** The perplexities of a language model, epoch by epoch. */
final class PerplexityPictures {
  private PerplexityPictures() {}

  /** One picture; none of no epochs. */
  static List<Picture> of(List<Detail.Perplexities> epochs) {
    if (epochs.isEmpty()) {
      return List.of();
    }
    String caption =
        "On the training text as it is read, before each step; on the validation part after each"
            + " epoch. A training curve that falls on while the other rises learns by heart.";
    return List.of(
        new Picture(
            "perplexity",
            "Perplexity, epoch by epoch",
            caption,
            Layout.FULL,
            "perplexity.csv",
            size -> drawn(size, epochs)));
  }

  private static Svg drawn(Size size, List<Detail.Perplexities> epochs) {
    double[] number = epochs.stream().mapToDouble(Detail.Perplexities::epoch).toArray();
    double[] fitted = epochs.stream().mapToDouble(Detail.Perplexities::training).toArray();
    double[] validated = epochs.stream().mapToDouble(Detail.Perplexities::validation).toArray();
    Axis y =
        Axis.magnitudes(
            "perplexity", Axis.Range.NONE.with(fitted).with(validated), size.height() / 60);
    var labels = new ArrayList<EndLabel>();
    labels.add(new EndLabel("base-text", fitted[fitted.length - 1], "training"));
    labels.add(new EndLabel("model-text", validated[validated.length - 1], "validation"));
    Axis x =
        Axis.counted(
            "epoch",
            epochs.getFirst().epoch(),
            epochs.getLast().epoch(),
            false,
            Plot.ticksAcross(size, 45));
    return new Plot(size, x, y, labels)
        .line("line base", number, fitted)
        .line("line model", number, validated)
        .dots("base-fill", number, fitted, 2.2, tips(epochs, "training", fitted))
        .dots("model-fill", number, validated, 2.6, tips(epochs, "validation", validated))
        .finished();
  }

  private static List<String> tips(List<Detail.Perplexities> epochs, String what, double[] values) {
    var tips = new ArrayList<String>();
    for (int i = 0; i < values.length; i++) {
      tips.add("epoch " + epochs.get(i).epoch() + ", " + what + ": " + Figures.of(values[i]));
    }
    return tips;
  }
}
