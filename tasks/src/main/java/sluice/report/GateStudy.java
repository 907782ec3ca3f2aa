package sluice.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the cells of one recurrent layer held while the network read one sequence: its gates and
 * states, step by step in the sequence's own order.
 *
 * @param title heading of the page
 * @param data which model, layer and sequence, a sentence
 * @param layer name of the layer
 * @param others the recurrent layers, this one too
 * @param times one a step
 * @param inputs columns as the network reads them; none where the layer has steps of its own
 * @param gates its gates in their order; none of a plain RNN
 * @param cell its cell states; of a layer without them its hidden states
 * @param hidden its hidden states, [T, H] or [T, P] where they are projected
 * @param hasCell whether there are cell states
 * @param backwards whether the layer reads from the end
 * @param unit the one that is shown alone, from 0
 */
public record GateStudy(
    String title,
    String data,
    String layer,
    List<String> others,
    List<String> times,
    List<Input> inputs,
    List<Gate> gates,
    float[][] cell,
    float[][] hidden,
    boolean hasCell,
    boolean backwards,
    int unit) {
  /** Name of the page. */
  public static final String PAGE = "gates.html";

  /** Copies the lists. */
  public GateStudy {
    others = List.copyOf(others);
    times = List.copyOf(times);
    inputs = List.copyOf(inputs);
    gates = List.copyOf(gates);
  }

  /**
   * One column of the input.
   *
   * @param name of it
   * @param shown whether it is drawn
   * @param values scaled, one a step
   */
  public record Input(String name, boolean shown, double[] values) {}

  /**
   * One gate.
   *
   * @param name its letter
   * @param candidate whether it is in (−1, 1)
   * @param values [T, H]
   */
  public record Gate(String name, boolean candidate, float[][] values) {}

  /** The same with another cell shown alone. */
  public GateStudy unit(int value) {
    return new GateStudy(
        title, data, layer, others, times, inputs, gates, cell, hidden, hasCell, backwards, value);
  }

  /** The cells, in the order of their numbers. */
  public List<HeldCell> cells() {
    List<HeldCell> cells = new ArrayList<>();
    for (int unit = 0; unit < cell[0].length; unit++) {
      cells.add(HeldCell.of(this, unit));
    }
    return cells;
  }

  /** The same, that which keeps most first. */
  public List<HeldCell> sorted() {
    return cells().stream().sorted(Comparator.comparingDouble(one -> -one.keeps())).toList();
  }

  /** Where the gate stands that says how much is kept: f, or z of a GRU; −1 for none. */
  int keeper() {
    return IntStream.range(0, gates.size())
        .filter(gate -> gates.get(gate).name().equals("f") || gates.get(gate).name().equals("z"))
        .findFirst()
        .orElse(-1);
  }

  /** The figures as one JSON object, documented in {@code docs/inspect.md}. */
  public String json() {
    return GateStudyNumbers.json(this);
  }

  /**
   * Writes {@code gates.html}, and beside it the folder {@code report} with every picture as SVG,
   * the numbers as {@code gates.csv}, {@code gates-input.csv} and {@code gates-cells.csv}, the
   * figures as {@code gates.json}.
   *
   * @return the page
   */
  public Path write(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("gates.csv", GateStudyNumbers.csv(this));
    files.put("gates-input.csv", GateStudyNumbers.input(this));
    files.put("gates-cells.csv", GateStudyNumbers.cells(this));
    files.put("gates.json", json() + "\n");
    return Report.study(
        folder, PAGE, files, GateStudyPage.pictures(this), GateStudyPage.of(this, Report.styles()));
  }
}
