import module java.base;

/** A small picture in the numbers of its two axes, written as SVG: what these programs draw with. */
final class Picture {
  static final String BLUE = "#1f6fb4";
  static final String ORANGE = "#d9601a";
  static final String GREEN = "#2c8a43";
  static final String GREY = "#7a7a7a";

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 44;
  private static final int NAME_HEIGHT = 17;

  private final double left;
  private final double right;
  private final double bottom;
  private final double top;
  private final StringBuilder body = new StringBuilder();
  private int names;

  /** The axes go from left to right and from bottom to top. */
  Picture(double left, double right, double bottom, double top) {
    this.left = left;
    this.right = right;
    this.bottom = bottom;
    this.top = top;
    body.append(
        "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#444\"/>\n"
            .formatted(MARGIN, MARGIN / 2, HEIGHT - MARGIN, WIDTH - MARGIN / 2));
    label(MARGIN, HEIGHT - MARGIN + 18, "middle", "#444", number(left));
    label(WIDTH - MARGIN / 2.0, HEIGHT - MARGIN + 18, "end", "#444", number(right));
    label(MARGIN - 6, HEIGHT - MARGIN, "end", "#444", number(bottom));
    label(MARGIN - 6, MARGIN / 2.0 + 8, "end", "#444", number(top));
  }

  /** A line through points, with its name above the picture. */
  Picture line(String colour, String name, double[] xs, double[] ys) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      path.append(i == 0 ? 'M' : 'L').append(number(x(xs[i]))).append(' ').append(number(y(ys[i])));
    }
    body.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n".formatted(path, colour));
    return name(colour, name);
  }

  /** Points, with their name above the picture. */
  Picture dots(String colour, String name, double[] xs, double[] ys) {
    for (int i = 0; i < xs.length; i++) {
      body.append(
          "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>\n"
              .formatted(number(x(xs[i])), number(y(ys[i])), colour));
    }
    return name(colour, name);
  }

  private Picture name(String colour, String name) {
    label(WIDTH - MARGIN / 2.0, 8 - NAME_HEIGHT * names++, "end", colour, name);
    return this;
  }

  /** Writes NAME.svg into the folder that the program was given, if it was given one. */
  void save(String[] args, String name, String description) throws IOException {
    if (args.length == 0) {
      return;
    }
    int above = NAME_HEIGHT * names; // where the names stand, the first one lowest
    int height = HEIGHT + above;
    Files.writeString(
        Path.of(args[0], name + ".svg"),
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 %d %d %d" width="%d" height="%d" role="img" font-family="sans-serif" font-size="13">
        <title>%s</title>
        <rect y="%d" width="100%%" height="100%%" fill="#fff"/>
        %s</svg>
        """
            .formatted(-above, WIDTH, height, WIDTH, height, description, -above, body));
  }

  private void label(double x, double y, String anchor, String colour, String text) {
    body.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
            .formatted(number(x), number(y), anchor, colour, text));
  }

  private double x(double value) {
    return MARGIN + (value - left) / (right - left) * (WIDTH - 1.5 * MARGIN);
  }

  private double y(double value) {
    return HEIGHT - MARGIN - (value - bottom) / (top - bottom) * (HEIGHT - 1.5 * MARGIN);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
