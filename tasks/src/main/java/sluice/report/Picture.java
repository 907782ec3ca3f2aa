package sluice.report;

import sluice.report.Svg.Size;

/**
 * One picture of the report.
 *
 * @param name of its file and its place in the page, such as {@code horizon}
 * @param title what it shows
 * @param caption what to see in it, for everyone; also read to those who do not see it
 * @param layout how much of the page it takes
 * @param numbers the file with the numbers behind it
 * @param drawing draws it at a size
 */
record Picture(
    String name, String title, String caption, Layout layout, String numbers, Drawing drawing) {

  /** How much of the page a picture takes. */
  enum Layout {
    /** The whole width; drawn again for a narrow page. */
    FULL,
    /** Half the width. */
    HALF
  }

  /** Draws a picture. */
  @FunctionalInterface
  interface Drawing {
    /** Draws it; the height may be another than that asked for. */
    Svg at(Size size);
  }

  /** The picture as it stands in the page, once or, for wide and narrow pages, twice. */
  String inline() {
    if (layout == Layout.HALF) {
      return drawing.at(Size.NARROW).inline(name, title, caption);
    }
    return "<div class=\"wide\">\n"
        + drawing.at(Size.WIDE).inline(name + "-wide", title, caption)
        + "</div>\n<div class=\"narrow\">\n"
        + drawing.at(Size.NARROW).inline(name + "-narrow", title, caption)
        + "</div>\n";
  }

  /** The picture as a file of its own. */
  String file(String styles) {
    Size size = layout == Layout.HALF ? Size.NARROW : Size.WIDE;
    return drawing.at(size).file(name, title, caption, styles);
  }
}
