package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.START;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.report.Picture.Layout;
import sluice.report.Svg.Size;

/** Pictures of which columns a network goes by. */
final class ImportancePictures {
  private static final int ROW = 24;
  private static final int MOST = 20; // columns that are drawn
  private static final double LETTER = 7.4;

  private ImportancePictures() {}

  /** One bar: its column, how long it is, how far it spreads, and its figure in words. */
  private record Bar(String name, double value, double spread, String figure, String style) {
    Bar(String name, double value, double spread, String figure) {
      this(name, value, spread, figure, "bar model-fill");
    }
  }

  static List<Picture> of(Importance importance) {
    List<Picture> pictures = new ArrayList<>();
    importance.selection().ifPresent(selection -> pictures.add(chosen(selection)));
    importance
        .shuffled()
        .filter(shuffled -> !shuffled.columns().isEmpty())
        .ifPresent(shuffled ->
            pictures.add(
                picture(
                    "importance-shuffled",
                    "What shuffling a column costs, " + shuffled.part() + " part",
                    Captions.shuffled(shuffled),
                    shuffled.columns().stream()
                        .map(c ->
                            new Bar(
                                c.name(),
                                c.mean(),
                                c.deviation(),
                                Figures.of(shuffled.metric(), c.mean())))
                        .toList())));
    if (!importance.weights().isEmpty()) {
      pictures.add(
          picture(
              "importance-weights",
              "What the first layer's weights make of a column",
              "The sum of |w| over all units of the first layer, times the deviation of the scaled"
                  + " column in training, as a share of all. A large weight need not matter further"
                  + " up.",
              importance.weights().stream()
                  .map(c -> new Bar(c.name(), c.share(), 0, Figures.percent(c.share())))
                  .toList()));
    }
    return pictures;
  }

  private static Picture chosen(Selection selection) {
    return picture(
        "importance-selection",
        "How the columns were chosen",
        "Of each column that there was to choose from: "
            + selection.measure()
            + ", by the first training with all of them. The coloured ones were chosen.",
        selection.columns().stream()
            .map(c ->
                new Bar(
                    c.name(),
                    c.figure(),
                    0,
                    selection.figure(c),
                    c.chosen() ? "bar model-fill" : "bar base-fill"))
            .toList());
  }

  private static Picture picture(String name, String title, String caption, List<Bar> all) {
    List<Bar> bars =
        all.stream().sorted(Comparator.comparingDouble(Bar::value).reversed()).limit(MOST).toList();
    String some =
        bars.size() < all.size() ? " The largest " + MOST + " of " + all.size() + " columns." : "";
    return new Picture(
        name, title, caption + some, Layout.HALF, "importance.csv", size -> draw(size, bars));
  }

  private static Svg draw(Size size, List<Bar> bars) {
    var svg = new Svg(size.height(bars.size() * ROW + 10));
    double widest = bars.stream().mapToDouble(bar -> Svg.width(bar.name(), 12)).max().orElse(0);
    double names = Math.min(size.width() * 0.4, widest + 12);
    double figures = bars.stream().mapToDouble(bar -> Svg.width(bar.figure(), 12)).max().orElse(0);
    double lo = 0;
    double hi = 0;
    for (Bar bar : bars) {
      if (Double.isFinite(bar.value())) {
        lo = Math.min(lo, bar.value() - bar.spread());
        hi = Math.max(hi, bar.value() + bar.spread());
      }
    }
    double unit = hi > lo ? (size.width() - names - figures - 14) / (hi - lo) : 0;
    double zero = names - lo * unit;
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, bars.get(i), new double[] {names, zero, unit, i * ROW + 6});
    }
    svg.line("axis", zero, 2, zero, bars.size() * ROW + 6);
    return svg;
  }

  /**
   * One row.
   *
   * @param at end of the names, place of zero, pixels of one, upper edge
   */
  private static void bar(Svg svg, Bar bar, double[] at) {
    double y = at[3];
    String name = Markup.shortened(bar.name(), (int) (at[0] / LETTER));
    svg.text("name", at[0] - 8, y + 13, END, name);
    if (!Double.isFinite(bar.value())) {
      svg.text("tick", at[1] + 4, y + 13, START, "undefined");
      return;
    }
    double end = at[1] + bar.value() * at[2];
    svg.rectangle(
        bar.style(),
        Math.min(at[1], end),
        y,
        Math.abs(end - at[1]),
        ROW - 8,
        bar.name() + ": " + bar.figure());
    double reach = bar.spread() * at[2];
    if (reach > 0) {
      svg.line("spread", end - reach, y + ROW / 2.0 - 4, end + reach, y + ROW / 2.0 - 4);
    }
    svg.text("value", Math.max(at[1], end + reach) + 6, y + 13, START, bar.figure());
  }
}
