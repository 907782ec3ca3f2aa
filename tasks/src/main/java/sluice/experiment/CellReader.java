package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.data.Prepared;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.inspect.Trace;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Cell;
import sluice.nn.Input;
import sluice.nn.NamedLayer;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** Reads sequences with one network of a model file, and sees what one recurrent layer holds. */
final class CellReader {
  private final TrainedModel trained;
  private final List<Cell> cells;
  private final Cell cell;
  private final List<Prepared> prepared;
  private final WindowExamples examples;
  private final Windows windows;
  private final Network.Pass pass;
  private final Trace trace;

  CellReader(CellStudy.Choice choice, DataSource data) {
    trained = TrainedModel.read(choice.model());
    Network network = trained.members().get(MemberChoice.of(trained, choice.member())).network();
    cells = network.cells();
    cell = cell(network, choice.layer());
    prepared = trained.prepared(data, 0);
    examples = trained.answers().examples(prepared);
    windows = examples.rows().windows();
    if (windows.count() == 0) {
      throw new UnfitTask(
          "there is no whole sequence in the data that " + choice.model() + " could read");
    }
    trace = new Trace(network);
    pass =
        network.pass(
            PassSettings.predicting(Capacity.of(Steps.equal(examples.maxSteps(), 1))).probe(trace));
  }

  private Cell cell(Network network, OptionalInt asked) {
    if (cells.isEmpty()) {
      throw new UnfitTask(
          trained.file()
              + " has no recurrent layer, so no cell holds anything; its layers are "
              + network.layers().stream()
                  .map(NamedLayer::spec)
                  .map(spec -> spec.type())
                  .collect(Collectors.joining(", ")));
    }
    if (asked.isEmpty()) {
      return cells.getLast();
    }
    return cells.stream()
        .filter(one -> one.index() == asked.getAsInt())
        .findFirst()
        .orElseThrow(() ->
            new UnfitTask(
                trained.file()
                    + " has no recurrent layer "
                    + asked.getAsInt()
                    + "; there are "
                    + String.join(", ", names())));
  }

  List<String> names() {
    return cells.stream().map(Cell::name).toList();
  }

  TrainedModel trained() {
    return trained;
  }

  Cell cell() {
    return cell;
  }

  List<Prepared> prepared() {
    return prepared;
  }

  WindowExamples examples() {
    return examples;
  }

  /** One a sequence. */
  Windows windows() {
    return windows;
  }

  /** By key, by time, by both, by number: the last one that fits. */
  int find(String asked) {
    for (int example = windows.count() - 1; example >= 0; example--) {
      String key = windows.of(example).series().key();
      String time = windows.time(example, 0);
      if (asked.equals(key) || asked.equals(time) || asked.equals(key + "@" + time)) {
        return example;
      }
    }
    if (asked.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(asked);
      if (number >= 1 && number <= windows.count()) {
        return number - 1;
      }
    }
    boolean keyed = !windows.of(0).series().key().isEmpty();
    throw new UnfitTask(
        "there is no sequence "
            + asked
            + " in the data; there are 1 to "
            + windows.count()
            + ", or by "
            + (keyed ? "key such as " + windows.of(0).series().key() + ", or by " : "")
            + "time from "
            + windows.time(0, 0)
            + " to "
            + windows.time(windows.count() - 1, 0));
  }

  float[] input(int example) {
    float[] input = new float[examples.steps(example) * examples.inputs()];
    examples.input(example, input);
    return input;
  }

  Trace.Held read(int example, float[] input) {
    int steps = examples.steps(example);
    pass.forward(
        new Input.Rows(Matrix.over(input, 0, steps, examples.inputs())), Steps.equal(steps, 1));
    return trace.of(cell);
  }

  /** Columns in the sequence's own order, [T, count]. */
  float[][] inTime(Matrix values, int from, int count) {
    float[][] rows = new float[values.rows()][count];
    for (int t = 0; t < rows.length; t++) {
      int row = cell.backwards() ? rows.length - 1 - t : t;
      for (int unit = 0; unit < count; unit++) {
        rows[t][unit] = values.get(row, from + unit);
      }
    }
    return rows;
  }

  List<String> times(int example, int steps, boolean own) {
    int first = windows.origin(example) - windows.history(example);
    return IntStream.range(0, steps)
        .mapToObj(t -> own ? "" + (t + 1) : windows.of(example).series().timeline().text(first + t))
        .toList();
  }

  /** Names of the columns; those made of others, behind them, are numbered. */
  List<String> columns() {
    List<String> names = new ArrayList<>();
    prepared.getFirst().preparation().inputs().forEach(feature -> names.add(feature.name()));
    for (int more = 1; names.size() < examples.inputs(); more++) {
      names.add("made " + more);
    }
    return names;
  }

  /** Model, layer, and how to see the others. */
  String told() {
    List<String> others = names().stream().filter(name -> !name.equals(cell.name())).toList();
    return trained.file()
        + ", layer "
        + cell.name()
        + (others.isEmpty() ? "" : " (--layer shows " + String.join(", ", others) + ")");
  }
}
