package sluice.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.inspect.CellMemory;
import sluice.inspect.Derivation;
import sluice.inspect.Derivation.Step;
import sluice.inspect.Derivation.Sum;
import sluice.inspect.Derivation.Tensor;

/** A derivation as a page of text: forward, backward, the sums over steps, and how they agree. */
final class DerivationText {
  private static final int LABEL = 38;
  private static final int MOST_TERMS = 6;

  private final Derivation derivation;
  private final long seed;
  private final StringBuilder text = new StringBuilder();

  /**
   * One page.
   *
   * @param derivation what it shows
   * @param seed that it was drawn from
   */
  DerivationText(Derivation derivation, long seed) {
    this.derivation = derivation;
    this.seed = seed;
  }

  /** The page. */
  String text() {
    Step first = derivation.steps().getFirst();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s, %d classes, %s, seed %d\n",
            derivation.cell().label(),
            Figures.count(first.x().length, "input"),
            Figures.count(first.dh().length, "unit"),
            first.dz().length,
            Figures.count(derivation.steps().size(), "step"),
            seed));
    text.append("loss = Σ −log p[label] = ").append(number(derivation.loss())).append("\n");
    forward();
    backward();
    terms();
    agreement();
    derivation.memory().ifPresent(this::memory);
    return text.toString();
  }

  private void forward() {
    text.append("\nForward, ").append(equations()).append("\n");
    for (int t = 0; t < derivation.steps().size(); t++) {
      Step step = derivation.steps().get(t);
      line("t = " + (t + 1) + "   x", step.x());
      step.values().forEach((name, value) -> line("        " + name, value));
      line("        p = softmax(h·V + d)", step.probabilities());
      text.append(
          String.format(
              Locale.ROOT,
              "        label %d, loss %s\n",
              step.label(),
              number(-StrictMath.log(step.probabilities()[step.label()]))));
    }
  }

  private String equations() {
    return switch (derivation.cell()) {
      case LSTM -> "i f o = σ(a), g = tanh(a), c = f ⊙ c₋₁ + i ⊙ g, h = o ⊙ tanh c";
      case RNN -> "h = tanh(a), a = x·Wx + h₋₁·Wh + b";
      case INDRNN -> "h = max(0, a), a = x·Wx + u ⊙ h₋₁ + b";
      case GRU -> "r z = σ(a), u = h₋₁·Wn + bn, n = tanh(a_n + r ⊙ u), h = (1−z) ⊙ n + z ⊙ h₋₁";
    };
  }

  private void backward() {
    text.append("\nBackward, from the last step to the first\n");
    for (int t = derivation.steps().size() - 1; t >= 0; t--) {
      Step step = derivation.steps().get(t);
      line("t = " + (t + 1) + "   dz = p − y", step.dz());
      line("        dz·Vᵀ, this step's loss", step.dhFromHead());
      line("        dh, this and all later losses", step.dh());
      if (step.dcFromNext().length > 0) {
        line("        dc through h: dh ⊙ o ⊙ (1−tanh²c)", step.dcFromOutput());
        line("        dc from t+1: dc₊₁ ⊙ f₊₁", step.dcFromNext());
      }
      for (Sum sum : step.sums()) {
        line("        " + name(sum) + " = " + sum.formula(), sum.gradient());
      }
    }
  }

  private static String name(Sum sum) {
    return switch (sum.gate()) {
      case "a" -> "da"; // the only sum
      case "u" -> "du"; // no gate
      default -> "da_" + sum.gate();
    };
  }

  /** One element of each gate's weights, followed over the steps. */
  private void terms() {
    int steps = derivation.steps().size();
    text.append("\nOne weight of each gate, from its first input to its first unit: ");
    text.append("the gradient is the sum over steps\n");
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of(""));
    int shown = Math.min(steps, MOST_TERMS);
    for (int t = 0; t < shown; t++) {
      heading.add("t = " + (t + 1));
    }
    if (shown < steps) {
      heading.add("… to " + steps);
    }
    heading.addAll(List.of("sum", "backward", "differences"));
    rows.add(heading);
    int size = derivation.steps().getFirst().dh().length;
    Tensor wx = derivation.tensors().getFirst();
    List<Sum> sums = derivation.steps().getFirst().sums();
    for (int gate = 0; gate < sums.size() && gate * size < wx.sum()[0].length; gate++) {
      int column = gate * size;
      List<String> row = new ArrayList<>();
      row.add("  " + name(sums.get(gate)) + " ⊗ x, " + wx.name() + "[1, " + (column + 1) + "]");
      for (int t = 0; t < shown; t++) {
        row.add(number(wx.terms().get(t)[0][column]));
      }
      if (shown < steps) {
        double rest = 0;
        for (int t = shown; t < steps; t++) {
          rest += wx.terms().get(t)[0][column];
        }
        row.add(number(rest));
      }
      row.add(number(wx.sum()[0][column]));
      row.add(number(wx.backward()[0][column]));
      row.add(number(wx.differences()[0][column]));
      rows.add(row);
    }
    text.append(ScoreTable.text(rows));
  }

  private void agreement() {
    text.append("\nDistance from back-propagation in double precision, of the largest gradient\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "shape", "largest", "sum over steps", "differences", "engine, float32"));
    for (Tensor tensor : derivation.tensors()) {
      rows.add(
          List.of(
              "  " + tensor.name(),
              tensor.sum().length + " × " + tensor.sum()[0].length,
              number(tensor.largest()),
              small(tensor.sumError()),
              small(tensor.differenceError()),
              small(tensor.engineError())));
    }
    text.append(ScoreTable.text(rows));
    text.append(
        derivation.agrees()
            ? "All ways agree: within 1e-6, the engine within 1e-4.\n"
            : "The ways DO NOT agree: more than 1e-6 apart, or the engine more than 1e-4.\n");
  }

  private void memory(CellMemory memory) {
    text.append("\nThe step of the cell state, ‖∂c_t∕∂c_{t−1}‖, output gate of t−1 held\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "measured", "bound", "largest f"));
    for (int t = 0; t < memory.norms().length; t++) {
      rows.add(
          List.of(
              "  t = " + (t + 2),
              number(memory.norms()[t]),
              number(memory.bounds()[t]),
              number(memory.forget()[t])));
    }
    text.append(ScoreTable.text(rows));
    text.append(
        String.format(
            Locale.ROOT,
            "‖∂c_T∕∂c_1‖ = %s by all paths, %s by Π f alone\n",
            number(memory.reach()),
            number(memory.product())));
    text.append(
        String.format(
            Locale.ROOT,
            "Followed through h alone, with c held, ∂L∕∂h_1 would be %s off.\n",
            Figures.percent(memory.throughHiddenOnly())));
  }

  private void line(String label, double[] values) {
    int width = label.codePointCount(0, label.length());
    text.append(label).append(" ".repeat(Math.max(1, LABEL + 8 - width)));
    text.append(
        Arrays.stream(values)
            .mapToObj(value -> String.format(Locale.ROOT, "%10s", number(value)))
            .collect(Collectors.joining(" ")));
    text.append('\n');
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value + 0.0).replace("-0.000000", "0.000000");
  }

  private static String small(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }
}
