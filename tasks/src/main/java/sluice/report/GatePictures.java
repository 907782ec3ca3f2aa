package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Strips.Heat;
import sluice.report.Strips.Line;
import sluice.report.Strips.Lines;
import sluice.report.Strips.Panel;
import sluice.report.Svg.Size;

/** Pictures of what cells hold: all of them as colours, and one as lines, under the input. */
final class GatePictures {
  private static final int MOST_ROWS = 48;
  private static final int MOST_LINES = 4;
  private static final double HEAT = 144;

  private GatePictures() {}

  /** Such as {@code forget gate f}. */
  static String name(GateStudy.Gate gate) {
    return switch (gate.name()) {
      case "i" -> "input gate i";
      case "f" -> "forget gate f";
      case "g", "n" -> "candidate " + gate.name();
      case "o" -> "output gate o";
      case "r" -> "reset gate r";
      case "z" -> "update gate z";
      default -> "gate " + gate.name();
    };
  }

  /** The numbers of the cells that are drawn, that which keeps most first. */
  static int[] drawn(GateStudy study) {
    List<HeldCell> sorted = study.sorted();
    int rows = Math.min(MOST_ROWS, sorted.size());
    int[] units = new int[rows];
    for (int row = 0; row < rows; row++) {
      int at = rows == 1 ? 0 : (int) Math.round(row * (sorted.size() - 1.0) / (rows - 1));
      units[row] = sorted.get(at).unit();
    }
    return units;
  }

  /** Every gate and the state, of all cells. */
  static Svg map(Size size, GateStudy study) {
    int[] units = drawn(study);
    double height = Math.clamp(HEAT, 3.0 * units.length, 14.0 * units.length);
    List<Panel> panels = new ArrayList<>(input(size, study));
    int keeper = study.keeper();
    if (keeper >= 0) { // first, as the cells are sorted by it
      panels.add(heat(study.gates().get(keeper), units, height));
    }
    panels.add(state(study.cell(), study.hasCell() ? "cell state c" : "state h", units, height));
    for (int gate = 0; gate < study.gates().size(); gate++) {
      if (gate != keeper) {
        panels.add(heat(study.gates().get(gate), units, height));
      }
    }
    if (study.hasCell() && study.hidden()[0].length == study.cell()[0].length) {
      panels.add(state(study.hidden(), "hidden state h", units, height));
    }
    return Strips.of(size, study.times(), panels);
  }

  private static Panel heat(GateStudy.Gate gate, int[] units, double height) {
    String range = gate.candidate() ? ", −1 to 1" : ", 0 to 1";
    return new Heat(name(gate) + range, height, rows(gate.values(), units), 1);
  }

  private static Panel state(float[][] values, String name, int[] units, double height) {
    double[][] rows = rows(values, units);
    double most = 1e-30;
    for (double[] row : rows) {
      for (double value : row) {
        most = Math.max(most, Math.abs(value));
      }
    }
    return new Heat(name + ", most = " + Figures.of(most), height, rows, most);
  }

  private static double[][] rows(float[][] values, int[] units) {
    double[][] rows = new double[units.length][];
    for (int row = 0; row < units.length; row++) {
      rows[row] = HeldCell.column(values, units[row]);
    }
    return rows;
  }

  private static List<Panel> input(Size size, GateStudy study) {
    List<Line> lines = new ArrayList<>();
    for (GateStudy.Input input : study.inputs()) {
      if (input.shown() && lines.size() < MOST_LINES) {
        lines.add(new Line(input.name(), style(lines.size()), input.values()));
      }
    }
    return lines.isEmpty()
        ? List.of()
        : List.of(
            new Lines("input, scaled", size.width() < 500 ? 80 : 100, lines, Axis.Range.NONE));
  }

  /** Blue, red, violet, ochre: those of the report that stay apart without red or green. */
  private static int style(int line) {
    return new int[] {0, 1, 3, 4}[line];
  }

  /** One cell: its gates, its candidate and its states. */
  static Svg cell(Size size, GateStudy study) {
    List<Panel> panels = new ArrayList<>(input(size, study));
    List<Line> gates = new ArrayList<>();
    List<Line> states = new ArrayList<>();
    for (GateStudy.Gate gate : study.gates()) {
      double[] values = HeldCell.column(gate.values(), study.unit());
      if (gate.candidate()) {
        states.add(new Line(gate.name(), 3, values));
      } else {
        gates.add(new Line(gate.name(), style(gates.size()), values));
      }
    }
    if (!gates.isEmpty()) {
      panels.add(new Lines("gates", 130, gates, Axis.Range.of(0, 1)));
    }
    states.addFirst(
        new Line(study.hasCell() ? "c" : "h", 0, HeldCell.column(study.cell(), study.unit())));
    if (study.hasCell()
        && study.unit() < study.hidden()[0].length
        && study.hidden()[0].length == study.cell()[0].length) {
      states.add(new Line("h", 1, HeldCell.column(study.hidden(), study.unit())));
    }
    panels.add(new Lines("states and candidate", 130, states, Axis.Range.of(0)));
    return Strips.of(size, study.times(), panels);
  }
}
