package sluice.report;

import java.util.List;

/**
 * A text, each token shaded by what it cost the model: pale where it was foretold, dark where it
 * was not.
 */
final class SurpriseView {
  /** Bounds of the shades in bits: p of 1/2, 1/4, 1/16, 1/64, 1/256, 1/4096. */
  private static final double[] BITS = {1, 2, 4, 6, 8, 12};

  private SurpriseView() {}

  /** The shade of a cost, 0 to {@code BITS.length}. */
  static int shade(double nats) {
    double bits = nats / StrictMath.log(2);
    int shade = 0;
    while (shade < BITS.length && bits >= BITS[shade]) {
      shade++;
    }
    return shade;
  }

  /** What the shades mean, then the text. Modified: {@code html}. */
  static void write(List<Detail.Token> tokens, Html html) {
    html.raw("<p class=\"surprise legend\" aria-hidden=\"true\">");
    for (int shade = 0; shade <= BITS.length; shade++) {
      html.raw("<span class=\"s" + shade + "\">" + Markup.escape(range(shade)) + "</span> ");
    }
    html.raw("bits</p>\n<pre class=\"surprise\" tabindex=\"0\" aria-label=\"Text by surprise\">");
    for (Detail.Token token : tokens) {
      String shown = token.text().isEmpty() ? "" : visible(token.text());
      if (Double.isNaN(token.nats())) {
        html.raw(Markup.escape(shown));
      } else {
        html.raw("<span class=\"s" + shade(token.nats()) + "\" title=\"");
        html.raw(Markup.escape(tip(token)) + "\">" + Markup.escape(shown) + "</span>");
      }
    }
    html.raw("</pre>\n");
  }

  private static String range(int shade) {
    if (shade == 0) {
      return "< " + Figures.plain(BITS[0]);
    }
    return shade == BITS.length
        ? "≥ " + Figures.plain(BITS[shade - 1])
        : Figures.plain(BITS[shade - 1]) + "–" + Figures.plain(BITS[shade]);
  }

  /** The end of a line is seen as well as done. */
  private static String visible(String text) {
    return text.replace("\n", "⏎\n");
  }

  private static String tip(Detail.Token token) {
    double p = StrictMath.exp(-token.nats());
    return named(token.token())
        + ": p = "
        + Figures.of(p)
        + ", "
        + Figures.of(token.nats() / StrictMath.log(2))
        + " bits; likeliest was "
        + named(token.expected())
        + ", p = "
        + Figures.of(token.likelihood());
  }

  /** A token in words, where it could not be seen. */
  static String named(String token) {
    return switch (token) {
      case " " -> "blank";
      case "\n" -> "line end";
      case "\t" -> "tab";
      default -> "“" + token + "”";
    };
  }
}
