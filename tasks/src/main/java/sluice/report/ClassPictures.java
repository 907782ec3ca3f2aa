package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.MIDDLE;
import static sluice.report.Svg.Anchor.START;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sluice.metric.ConfusionMatrix;
import sluice.report.Picture.Layout;
import sluice.report.Svg.Size;

/** The picture of which class was answered for which. */
final class ClassPictures {
  private static final int MOST = 24; // classes that are still readable
  private static final int WITH_COUNTS = 40; // pixels of a cell that a count fits in
  private static final double HEAD = 30;
  private static final double FONT = 12;

  /** The colours that cells are mixed from, as in chart.css: full and paper, light then dark. */
  private static final int[][] MIXES = {{0x08519C, 0xFFFFFF}, {0x79B8FF, 0x171C23}};

  private ClassPictures() {}

  /** A heat map of the confusion matrix; none of no answers. */
  static List<Picture> of(Detail.Classes classes) {
    if (classes.matrix().total() == 0) {
      return List.of();
    }
    int[] shown = shown(classes.matrix());
    return List.of(
        new Picture(
            "confusion",
            "What was answered for what, " + classes.part() + " part",
            Captions.confusion(classes.matrix(), shown.length),
            shown.length > 6 ? Layout.FULL : Layout.HALF,
            "confusion.csv",
            size -> draw(size, classes.matrix(), shown)));
  }

  /** The most frequent classes, in the order of their ids. */
  private static int[] shown(ConfusionMatrix matrix) {
    List<ConfusionMatrix.ClassCount> counts = matrix.classes();
    return IntStream.range(0, counts.size())
        .boxed()
        .sorted((a, b) -> Long.compare(counts.get(b).support(), counts.get(a).support()))
        .limit(MOST)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static Svg draw(Size size, ConfusionMatrix matrix, int[] shown) {
    var names = new ArrayList<String>();
    double widest = 0;
    for (int id : shown) {
      String name = Markup.shortened(matrix.labels().get(id), size.width() / 24);
      names.add(name);
      widest = Math.max(widest, Svg.width(name, FONT));
    }
    double left = widest + 12;
    double cell = (size.width() - left - 2) / shown.length;
    boolean upright = names.stream().anyMatch(name -> Svg.width(name, FONT) > cell - 6);
    double top = HEAD + (upright ? widest + 6 : 20);
    double tall = Math.clamp(cell, 18, 46);
    var svg = new Svg(size.height((int) Math.ceil(top + shown.length * tall + 4)));
    svg.text("title", 2, 14, START, "truth ↓");
    svg.text("title", left, 14, START, "answer →");
    for (int i = 0; i < shown.length; i++) {
      svg.text("name", left - 8, top + (i + 0.5) * tall + 4, END, names.get(i));
      double centre = left + (i + 0.5) * cell;
      if (upright) {
        svg.turned("name", centre + 4, top - 8, names.get(i));
      } else {
        svg.text("name", centre, top - 8, MIDDLE, names.get(i));
      }
    }
    for (int i = 0; i < shown.length; i++) {
      long support = matrix.classes().get(shown[i]).support();
      for (int j = 0; j < shown.length; j++) {
        double[] box = {left + j * cell + 1, top + i * tall + 1, cell - 2, tall - 2};
        cell(svg, box, matrix, new int[] {shown[i], shown[j]}, support);
      }
    }
    return svg;
  }

  private static void cell(Svg svg, double[] box, ConfusionMatrix matrix, int[] ids, long support) {
    long count = matrix.count(ids[0], ids[1]);
    double share = support == 0 ? 0 : (double) count / support;
    double strength = count == 0 ? 0.03 : 0.06 + 0.94 * share;
    String tip =
        matrix.labels().get(ids[0])
            + " answered as "
            + matrix.labels().get(ids[1])
            + ": "
            + Figures.count(count)
            + " of "
            + Figures.count(support)
            + " ("
            + Figures.percent(share)
            + ")";
    svg.shade("heat", box, strength, tip);
    if (box[2] >= WITH_COUNTS) {
      String style = "count " + (count == 0 ? "none" : inkOn(strength));
      svg.text(style, box[0] + box[2] / 2, box[1] + box[3] / 2 + 4, MIDDLE, Figures.count(count));
    }
  }

  /** Which of black and white is readable on a cell, on a light page and on a dark one. */
  private static String inkOn(double strength) {
    String light = luminance(MIXES[0], strength) > 0.18 ? "light-black" : "light-white";
    String dark = luminance(MIXES[1], strength) > 0.18 ? "dark-black" : "dark-white";
    return light + " " + dark;
  }

  /** Relative luminance of sRGB as WCAG 2 defines it; black and white are equal at 0.18. */
  private static double luminance(int[] mix, double strength) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int channel = 0; channel < 3; channel++) {
      int shift = 16 - 8 * channel;
      double full = (mix[0] >> shift & 0xFF) / 255.0;
      double paper = (mix[1] >> shift & 0xFF) / 255.0;
      double value = strength * full + (1 - strength) * paper;
      double linear =
          value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
      sum += weights[channel] * linear;
    }
    return sum;
  }
}
