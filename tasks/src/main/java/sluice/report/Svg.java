package sluice.report;

/** Writes one picture; lengths are in its own units, which are CSS pixels at full size. */
final class Svg {
  /** Where a text stands relative to its point. */
  enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    private final String word;

    Anchor(String word) {
      this.word = word;
    }
  }

  /**
   * The size of a picture.
   *
   * @param width in pixels
   * @param height in pixels
   */
  record Size(int width, int height) {
    /** Across a page. */
    static final Size WIDE = new Size(880, 320);

    /** Half a page, or a phone. */
    static final Size NARROW = new Size(380, 260);

    Size height(int value) {
      return new Size(width, value);
    }
  }

  private static final double LETTER = 0.6; // mean width of a letter in heights
  private static final int WIDE_LETTERS = 0x2E80; // CJK and after: as wide as high

  private final Size size;
  private final StringBuilder body = new StringBuilder();
  private String element = ""; // the one that is being written

  Svg(Size size) {
    this.size = size;
  }

  Size size() {
    return size;
  }

  /** About how wide a text is at a font size. */
  static double width(String text, double fontSize) {
    return fontSize
        * text.codePoints().mapToDouble(letter -> letter < WIDE_LETTERS ? LETTER : 1).sum();
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    open("line", style).number("x1", x1).number("y1", y1).number("x2", x2).number("y2", y2);
    return close();
  }

  /** A rectangle that says {@code tip} when pointed at; empty for none. */
  Svg rectangle(String style, double x, double y, double width, double height, String tip) {
    open("rect", style).number("x", x).number("y", y);
    number("width", Math.max(0, width)).number("height", Math.max(0, height));
    return close(tip);
  }

  /** As {@link #rectangle}, filled to a share from 0 to 1. */
  Svg shade(String style, double[] box, double opacity, String tip) {
    open("rect", style).number("x", box[0]).number("y", box[1]);
    number("width", box[2]).number("height", box[3]);
    body.append(" fill-opacity=\"").append(Figures.plain(Math.round(opacity * 1000) / 1000.0));
    body.append('"');
    return close(tip);
  }

  /** Any outline, filled to a share from 0 to 1. */
  Svg area(String style, CharSequence outline, double opacity) {
    open("path", style);
    body.append(" fill-opacity=\"").append(Figures.plain(Math.round(opacity * 1000) / 1000.0));
    body.append("\" d=\"").append(outline).append('"');
    return close();
  }

  Svg circle(String style, double x, double y, double radius, String tip) {
    open("circle", style).number("cx", x).number("cy", y).number("r", radius);
    return close(tip);
  }

  Svg text(String style, double x, double y, Anchor anchor, String text) {
    open("text", style).number("x", x).number("y", y);
    if (anchor != Anchor.START) {
      body.append(" text-anchor=\"").append(anchor.word).append('"');
    }
    body.append('>').append(Markup.escape(text)).append("</text>\n");
    return this;
  }

  /** A text that runs upwards from its point. */
  Svg turned(String style, double x, double y, String text) {
    open("text", style);
    body.append(" transform=\"translate(").append(decimal(x)).append(' ').append(decimal(y));
    body.append(") rotate(-90)\">").append(Markup.escape(text)).append("</text>\n");
    return this;
  }

  /** A line through points; NaN breaks it, and a point alone becomes a dot. */
  Svg polyline(String style, double[] xs, double[] ys) {
    return polyline(style, xs, ys, "");
  }

  /** A line that says {@code tip} when pointed at. */
  Svg polyline(String style, double[] xs, double[] ys, String tip) {
    var path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(ys[i])) {
        drawing = false;
        continue;
      }
      path.append(drawing ? 'L' : 'M').append(decimal(xs[i])).append(' ').append(decimal(ys[i]));
      boolean last = i + 1 == xs.length || Double.isNaN(ys[i + 1]);
      if (!drawing && last) {
        path.append("h0");
      }
      drawing = true;
    }
    if (!path.isEmpty()) {
      open("path", style);
      body.append(" d=\"").append(path).append('"');
      close(tip);
    }
    return this;
  }

  /** The picture inside a page, which brings the styles. */
  String inline(String id, String title, String description) {
    return whole("", id, title, description, "");
  }

  /** The picture as a file of its own. */
  String file(String id, String title, String description, String styles) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + whole(
            " xmlns=\"http://www.w3.org/2000/svg\"",
            id,
            title,
            description,
            "<style>\n"
                + styles
                + "</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
  }

  private String whole(
      String namespace, String id, String title, String description, String before) {
    return "<svg"
        + namespace
        + " class=\"chart\" viewBox=\"0 0 "
        + size.width()
        + " "
        + size.height()
        + "\""
        + (namespace.isEmpty()
            ? ""
            : " width=\"" + size.width() + "\" height=\"" + size.height() + "\"")
        + " role=\"img\" aria-labelledby=\""
        + id
        + "-title "
        + id
        + "-description\">\n<title id=\""
        + id
        + "-title\">"
        + Markup.escape(title)
        + "</title>\n<desc id=\""
        + id
        + "-description\">"
        + Markup.escape(description)
        + "</desc>\n"
        + before
        + body
        + "</svg>\n";
  }

  private Svg open(String name, String style) {
    element = name;
    body.append('<').append(element).append(" class=\"").append(style).append('"');
    return this;
  }

  private Svg number(String name, double value) {
    body.append(' ').append(name).append("=\"").append(decimal(value)).append('"');
    return this;
  }

  private Svg close() {
    body.append("/>\n");
    return this;
  }

  private Svg close(String tip) {
    if (tip.isEmpty()) {
      return close();
    }
    body.append("><title>").append(Markup.escape(tip)).append("</title></").append(element);
    body.append(">\n");
    return this;
  }

  /** One decimal, none where it is 0. */
  static String decimal(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }
}
