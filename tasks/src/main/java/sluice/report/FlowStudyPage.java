package sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sluice.inspect.MemoryChain;
import sluice.report.FlowPictures.Line;
import sluice.report.Picture.Layout;

/** A {@link FlowStudy} as one page that needs nothing from outside. */
final class FlowStudyPage {
  /** The file with the numbers behind the pictures. */
  static final String NUMBERS = "gradients.csv";

  /** Of the figures of a layer, those that have room beside the study's own: the rest is CSV. */
  private static final List<Integer> SHOWN = List.of(0, 2, 4); // nats, memory, last ten

  private static final String CLAIMS =
      "Claims in circulation: over 100 steps an LSTM keeps 1e−2 of its gradient and an RNN 1e−10;"
          + " RNN norms fall as e^(−0.5t), LSTM norms as e^(−0.01t). They do not fit one another:"
          + " e^(−0.5·100) is 2e−22. The RNN's rate is right at the usual first weights; the"
          + " LSTM's needs a forget gate near one, by its bias, chrono, or trained so. With a"
          + " forget bias of 0 an untrained LSTM forgets about as fast as an RNN.";

  private FlowStudyPage() {}

  static String of(FlowStudy study, String styles) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" ");
    html.raw("content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
    html.element("title", "", study.title());
    html.raw("<style>\n" + styles + "</style>\n</head>\n<body>\n<main>\n<header>\n");
    html.element("h1", "", study.title());
    html.element("p", "class=\"subtitle\"", study.data());
    html.raw("</header>\n");
    html.section("reach", "How far the gradient of the last step reaches");
    html.pictures(falls(study));
    html.table(table(study));
    html.element("p", "class=\"note\"", CLAIMS).closeSection();
    html.section("where", "Where it is large");
    html.pictures(heats(study)).closeSection();
    List<Picture> chains = chains(study);
    if (!chains.isEmpty()) {
      html.section("memory", "What a state keeps");
      html.paragraph(
          "How much of the last state still is what it was some steps before, all paths taken"
              + " together, beside the forget gates' product and a bound that cannot be passed.");
      html.pictures(chains).closeSection();
    }
    List<Picture> sources = sources(study);
    if (!sources.isEmpty()) {
      html.section("sources", "Which way it comes");
      html.paragraph(
          "The gradient of a cell state comes through this step's output, by the output gate, and"
              + " from the next step, by the forget gate.");
      html.pictures(sources);
      html.table(gates(study)).closeSection();
    }
    return html.raw("</main>\n</body>\n</html>\n").toString();
  }

  static List<Picture> pictures(FlowStudy study) {
    List<Picture> pictures = new ArrayList<>(falls(study));
    pictures.addAll(heats(study));
    pictures.addAll(chains(study));
    pictures.addAll(sources(study));
    return pictures;
  }

  private static List<FlowStudy.Case> of(FlowStudy study, boolean trained) {
    return study.cases().stream().filter(c -> c.trained() == trained).toList();
  }

  private static String when(List<FlowStudy.Case> cases) {
    return cases.getFirst().when();
  }

  /** One line for each recurrent layer of each case; colours follow the order. */
  private static List<Line> lines(List<FlowStudy.Case> cases, boolean byTime) {
    List<Line> lines = new ArrayList<>();
    for (FlowStudy.Case one : cases) {
      for (FlowStudy.Layer layer : one.layers()) {
        String name =
            one.layers().size() == 1 ? one.name() : one.name() + " · " + layer.norms().name();
        double[] values = byTime ? layer.norms().byTime() : layer.memory().norms();
        lines.add(new Line(name, lines.size(), lines.size() >= 8, values));
      }
    }
    return lines;
  }

  private static List<Picture> falls(FlowStudy study) {
    List<Picture> pictures = new ArrayList<>();
    for (boolean trained : new boolean[] {false, true}) {
      List<FlowStudy.Case> cases = of(study, trained);
      if (!cases.isEmpty()) {
        pictures.add(
            new Picture(
                trained ? "gradients-trained" : "gradients-untrained",
                "The share that arrives, " + when(cases),
                "log10 of the norm of the gradient of the last step's loss by the state so many"
                    + " steps earlier, c where there is one, else h, over that of the last step."
                    + " A line that ends early has fallen below float32.",
                Layout.FULL,
                NUMBERS,
                size ->
                    FlowPictures.curves(
                        size.height(size.width() > 500 ? 420 : 320),
                        "log10 of the share",
                        lines(cases, false),
                        true)));
      }
    }
    return pictures;
  }

  private static List<Picture> heats(FlowStudy study) {
    List<Picture> pictures = new ArrayList<>();
    for (boolean trained : new boolean[] {false, true}) {
      List<FlowStudy.Case> cases = of(study, trained);
      if (!cases.isEmpty()) {
        pictures.add(
            new Picture(
                trained ? "heat-trained" : "heat-untrained",
                "Norm of the gradient by step, " + when(cases),
                "Strong is large, the last step at the right; a step twice as pale has the square"
                    + " root of the share. Grey is below what float32 holds.",
                Layout.FULL,
                NUMBERS,
                size -> FlowPictures.heat(size, lines(cases, true))));
      }
    }
    return pictures;
  }

  private static List<Picture> chains(FlowStudy study) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < study.cases().size(); i++) {
      FlowStudy.Case one = study.cases().get(i);
      FlowStudy.Layer top = one.layers().getLast();
      if (top.jacobian().isEmpty()) {
        continue;
      }
      MemoryChain chain = top.chain().orElseThrow();
      List<Line> lines = new ArrayList<>();
      lines.add(new Line("measured", 0, false, top.jacobian().get().norm()));
      chain.kept().ifPresent(kept -> lines.add(new Line("gates alone", 2, true, kept)));
      chain.bound().ifPresent(bound -> lines.add(new Line("bound", 7, true, shown(bound))));
      double last = top.jacobian().get().norm()[lines.get(0).values().length - 1];
      double spread = top.jacobian().get().spread()[lines.get(0).values().length - 1];
      pictures.add(
          new Picture(
              "keeps-" + i,
              one.name() + ", " + one.when(),
              "‖∂c/∂c so many steps earlier‖ ∕ √H by vectors of random direction (h where there is"
                  + " no c). At the end "
                  + Figures.of(last)
                  + " ± "
                  + Figures.of(spread)
                  + " over five vectors.",
              Layout.HALF,
              NUMBERS,
              size -> FlowPictures.curves(size, "log10 of the share", lines, false)));
    }
    return pictures;
  }

  /** A bound as norms, as far as it is less than a million: beyond, it says nothing. */
  private static double[] shown(double[] logarithms) {
    return IntStream.range(0, logarithms.length)
        .mapToDouble(k -> logarithms[k] < StrictMath.log(1e6) ? StrictMath.exp(logarithms[k]) : 0)
        .toArray();
  }

  private static List<Picture> sources(FlowStudy study) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < study.cases().size(); i++) {
      FlowStudy.Case one = study.cases().get(i);
      GradientRecord.Layer top = one.layers().getLast().norms();
      if (!top.hasCell()) {
        continue;
      }
      List<Line> lines =
          List.of(
              new Line("∂L/∂c", 0, false, back(top.dc())),
              new Line("output", 1, false, back(top.dcFromOutput())),
              new Line("next step", 2, true, back(top.dcFromNext())));
      pictures.add(
          new Picture(
              "sources-" + i,
              one.name() + ", " + one.when(),
              "log10 of the norms, steps back from the last.",
              Layout.HALF,
              NUMBERS,
              size -> FlowPictures.curves(size, "log10 of the norm", lines, false)));
    }
    return pictures;
  }

  private static double[] back(List<Double> byTime) {
    return byTime.reversed().stream().mapToDouble(v -> v).toArray();
  }

  private static Html.Table table(FlowStudy study) {
    List<Html.Row> rows = new ArrayList<>();
    for (FlowStudy.Case one : study.cases()) {
      for (FlowStudy.Layer layer : one.layers()) {
        List<String> cells = new ArrayList<>();
        boolean alone = one.layers().size() == 1;
        cells.add(Markup.escape(one.name() + (alone ? "" : " · " + layer.norms().name())));
        cells.add(Markup.escape(one.when()));
        List<String> figures = FlowSection.figures(layer.memory());
        SHOWN.forEach(figure -> cells.add(figures.get(figure)));
        int last = layer.memory().steps() - 1;
        cells.add(last > 0 ? Figures.of(layer.memory().retention(last)) : "–");
        cells.add(Double.isFinite(one.published()) ? Figures.of(one.published()) : "–");
        cells.add(Figures.of(one.loss()));
        rows.add(new Html.Row("", cells));
      }
    }
    List<String> all = FlowSection.header("cell", "when");
    List<String> header = new ArrayList<>(List.of("cell", "when"));
    SHOWN.forEach(figure -> header.add(all.get(2 + figure)));
    header.addAll(List.of("at the start", "elsewhere", "loss"));
    return new Html.Table("How fast it falls, of c where there is one", header, 2, rows);
  }

  private static Html.Table gates(FlowStudy study) {
    List<Html.Row> rows = new ArrayList<>();
    for (FlowStudy.Case one : study.cases()) {
      for (FlowStudy.Layer layer : one.layers()) {
        for (FlowStudy.Gate gate : layer.gates()) {
          rows.add(
              new Html.Row(
                  "",
                  List.of(
                      Markup.escape(one.name() + " · " + layer.norms().name()),
                      Markup.escape(one.when()),
                      gate.name(),
                      Figures.of(gate.mean()),
                      Figures.percent(gate.saturated()),
                      Figures.percent(gate.share()))));
        }
      }
    }
    return new Html.Table(
        "The gates: how open, how often saturated, their share of the gradient",
        List.of("cell", "when", "gate", "mean", "saturated", "share of Σ‖da‖²"),
        3,
        rows);
  }

  static String csv(FlowStudy study) {
    StringBuilder text =
        new StringBuilder(
            "case,when,layer,back,hidden,cell,from_output,from_next,state_kept,state_kept_spread,gates_kept,ln_bound\n");
    for (FlowStudy.Case one : study.cases()) {
      for (FlowStudy.Layer layer : one.layers()) {
        GradientRecord.Layer norms = layer.norms();
        for (int k = 0; k < layer.hidden().steps(); k++) {
          int t = norms.dh().size() - 1 - k;
          text.append('"').append(one.name()).append("\",").append(one.when()).append(',');
          text.append(norms.name()).append(',').append(k);
          number(text, layer.hidden().norms(), k);
          number(text, layer.cell().norms(), k);
          number(text, norms.dcFromOutput().stream().mapToDouble(v -> v).toArray(), t);
          number(text, norms.dcFromNext().stream().mapToDouble(v -> v).toArray(), t);
          number(text, layer.jacobian().map(j -> j.norm()).orElse(new double[0]), k);
          number(text, layer.jacobian().map(j -> j.spread()).orElse(new double[0]), k);
          number(text, layer.chain().flatMap(c -> c.kept()).orElse(new double[0]), k);
          number(text, layer.chain().flatMap(c -> c.bound()).orElse(new double[0]), k);
          text.append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void number(StringBuilder text, double[] values, int k) {
    text.append(',');
    if (k >= 0 && k < values.length && !Double.isNaN(values[k])) {
      text.append(values[k]);
    }
  }
}
