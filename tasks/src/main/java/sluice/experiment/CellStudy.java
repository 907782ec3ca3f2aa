package sluice.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import sluice.data.SeriesSettings;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.inspect.PrincipalComponents;
import sluice.inspect.Trace;
import sluice.nn.Cell;
import sluice.report.GateStudy;
import sluice.report.StateStudy;

/**
 * What the cells of a trained network hold while it reads: the gates and states of one sequence, or
 * the states of many as points of a plane.
 */
public final class CellStudy {
  private static final int MOST_SEQUENCES = 1000;
  private static final int MOST_POINTS = 2000;
  private static final int COMPONENTS = 5;

  private final CellReader reader;
  private final Cell cell;

  /**
   * What is looked at.
   *
   * @param model a model file, or the folder of a run
   * @param member which network of an ensemble, from 1
   * @param layer index of a recurrent layer; without, the top one
   */
  public record Choice(Path model, OptionalInt member, OptionalInt layer) {}

  private CellStudy(Choice choice, DataSource data) {
    reader = new CellReader(choice, data);
    cell = reader.cell();
  }

  /**
   * The gates and states of one sequence.
   *
   * @param sequence a series' key (its last sequence), a time, both as KEY@TIME, or a number from
   *     1; without, the last one
   * @param unit the cell that is shown alone, from 1; without, that which keeps most
   * @throws UnfitTask if there is no such layer, sequence, cell or member
   */
  public static GateStudy gates(
      Choice choice, DataSource data, Optional<String> sequence, OptionalInt unit) {
    return new CellStudy(choice, data).gates(sequence, unit);
  }

  /**
   * The states of up to 1000 sequences, or 2000 steps, evenly taken.
   *
   * @param every at every step, not after the last alone
   * @throws UnfitTask if there is no such layer or member
   */
  public static StateStudy states(Choice choice, DataSource data, boolean every) {
    return new CellStudy(choice, data).states(every);
  }

  private GateStudy gates(Optional<String> sequence, OptionalInt unit) {
    int units = cell.units();
    if (unit.isPresent() && (unit.getAsInt() < 1 || unit.getAsInt() > units)) {
      throw new UnfitTask(
          "layer " + cell.name() + " has no cell " + unit.getAsInt() + "; it has 1 to " + units);
    }
    int example = sequence.map(reader::find).orElse(windows().count() - 1);
    float[] input = reader.input(example);
    Trace.Held held = reader.read(example, input);
    int steps = held.h().rows();
    boolean own = steps != examples().steps(example); // behind a layer that gives others
    List<GateStudy.Gate> gates = new ArrayList<>();
    for (int gate = 0; gate < cell.gates().size(); gate++) {
      gates.add(
          new GateStudy.Gate(
              cell.gates().get(gate),
              cell.isCandidate(gate),
              reader.inTime(held.gates(), gate * units, units)));
    }
    GateStudy study =
        new GateStudy(
            "What the cells hold",
            told(example, own),
            cell.name(),
            reader.names(),
            reader.times(example, steps, own),
            own ? List.of() : inputs(input, steps),
            gates,
            reader.inTime(held.c(), 0, units),
            reader.inTime(held.h(), 0, cell.width()),
            cell.hasCell(),
            cell.backwards(),
            unit.orElse(1) - 1);
    return unit.isPresent() ? study : study.unit(study.sorted().getFirst().unit());
  }

  private String told(int example, boolean own) {
    List<String> times = reader.times(example, examples().steps(example), false);
    String key = windows().of(example).series().key();
    return reader.told()
        + "; sequence "
        + (example + 1)
        + " of "
        + windows().count()
        + (key.isEmpty() ? "" : ", " + key)
        + ", "
        + times.getFirst()
        + (times.size() > 1 ? " to " + times.getLast() : "")
        + (own ? "; the layer has steps of its own, not those of the input" : "");
  }

  private WindowExamples examples() {
    return reader.examples();
  }

  private Windows windows() {
    return reader.windows();
  }

  /** Every column that the network reads; drawn are those that are numbers of the data. */
  private List<GateStudy.Input> inputs(float[] input, int steps) {
    List<String> names = reader.columns();
    SeriesSettings settings = reader.prepared().getFirst().preparation().series();
    List<GateStudy.Input> inputs = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++) {
        values[t] = input[t * names.size() + column];
      }
      String name = names.get(column);
      boolean plain = settings.inputs().contains(name) && !settings.categories().contains(name);
      inputs.add(new GateStudy.Input(name, plain, values));
    }
    return inputs;
  }

  private StateStudy states(boolean every) {
    int most =
        every ? Math.clamp(MOST_POINTS / examples().maxSteps(), 1, MOST_SEQUENCES) : MOST_SEQUENCES;
    int taken = Math.min(most, windows().count());
    List<StateStudy.Point> places = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < taken; i++) {
      int example =
          taken == 1
              ? windows().count() - 1
              : (int) Math.round(i * (windows().count() - 1.0) / (taken - 1));
      float[][] h = reader.inTime(reader.read(example, reader.input(example)).h(), 0, cell.width());
      int end = cell.backwards() ? 0 : h.length - 1;
      for (int t = every ? 0 : end; t < (every ? h.length : end + 1); t++) {
        rows.add(doubles(h[t]));
        places.add(place(example, t, h.length));
      }
    }
    double[][] all = rows.toArray(double[][]::new);
    PrincipalComponents components =
        PrincipalComponents.of(all, Math.max(2, Math.min(COMPONENTS, cell.width())));
    List<StateStudy.Point> points = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      double[] at = components.project(all[i]);
      points.add(places.get(i).at(at[0], at[1]));
    }
    double[] shares =
        IntStream.range(0, components.count()).mapToDouble(components::share).toArray();
    return new StateStudy(
        "What the states are like",
        toldOf(taken, every),
        cell.name(),
        reader.names(),
        cell.width(),
        every,
        shares,
        points);
  }

  private String toldOf(int taken, boolean every) {
    String at =
        every ? "every step" : cell.backwards() ? "the first step, read last" : "the last step";
    return reader.told()
        + "; the hidden states at "
        + at
        + " of "
        + (taken == windows().count() ? "all " : taken + " of ")
        + windows().count()
        + " sequences"
        + (taken == windows().count() ? "" : ", evenly taken");
  }

  private StateStudy.Point place(int example, int t, int steps) {
    boolean own = steps != examples().steps(example);
    return new StateStudy.Point(
        example + 1,
        windows().of(example).series().key(),
        windows().time(example, 0),
        t + 1,
        reader.trained().answers().truth(examples(), example, own ? 0 : t),
        0,
        0);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
