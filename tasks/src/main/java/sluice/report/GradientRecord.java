package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.inspect.CellRecording;
import sluice.inspect.Flow;
import sluice.inspect.Recording;

/**
 * How the gradient flowed in one recorded training step, as values that stay as they are.
 *
 * @param step counted from 1 over all epochs
 * @param layers the recurrent ones, bottom layer first
 */
public record GradientRecord(long step, List<Layer> layers) {
  /** Copies the list. */
  public GradientRecord {
    layers = List.copyOf(layers);
  }

  /**
   * The norms of one layer. Those of c are NaN where it has no cell state.
   *
   * @param name such as {@code 0 lstm}
   * @param dh ‖∂L/∂h‖ by step in time, the first that the layer reads first
   * @param dc ‖∂L/∂c‖ likewise
   * @param dcFromOutput the part of it that comes through the step's output
   * @param dcFromNext the part that comes from the next step
   * @param hidden ‖∂L/∂h‖ by steps back from each sequence's end
   * @param cell ‖∂L/∂c‖ likewise
   */
  public record Layer(
      String name,
      List<Double> dh,
      List<Double> dc,
      List<Double> dcFromOutput,
      List<Double> dcFromNext,
      List<Double> hidden,
      List<Double> cell) {
    /** Copies the lists. */
    public Layer {
      dh = List.copyOf(dh);
      dc = List.copyOf(dc);
      dcFromOutput = List.copyOf(dcFromOutput);
      dcFromNext = List.copyOf(dcFromNext);
      hidden = List.copyOf(hidden);
      cell = List.copyOf(cell);
    }

    /** Whether it has a cell state beside h. */
    public boolean hasCell() {
      return !cell.isEmpty() && !Double.isNaN(cell.getFirst());
    }

    /** What remembers: c where there is one, else h. */
    public Flow memory() {
      return new Flow((hasCell() ? cell : hidden).stream().mapToDouble(v -> v).toArray());
    }

    /** Norms of what remembers, by step in time. */
    double[] byTime() {
      return (hasCell() ? dc : dh).stream().mapToDouble(v -> v).toArray();
    }
  }

  /** A copy of what a recorder shows. */
  public static GradientRecord of(Recording recording) {
    return new GradientRecord(
        recording.step(), recording.cells().stream().map(GradientRecord::layer).toList());
  }

  /** A copy of what a recorder shows of one layer. */
  public static Layer layer(CellRecording cell) {
    List<Double> dh = new ArrayList<>();
    List<Double> dc = new ArrayList<>();
    List<Double> fromOutput = new ArrayList<>();
    List<Double> fromNext = new ArrayList<>();
    for (int t = 0; t < cell.steps(); t++) {
      dh.add(cell.dh(t));
      dc.add(cell.dc(t));
      fromOutput.add(cell.dcFromOutput(t));
      fromNext.add(cell.dcFromNext(t));
    }
    List<Double> back = cell.cell().hasCell() ? ReportData.numbers(cell.cellFlow().norms()) : dc;
    return new Layer(
        cell.cell().name(),
        dh,
        dc,
        fromOutput,
        fromNext,
        ReportData.numbers(cell.hiddenFlow().norms()),
        back);
  }
}
