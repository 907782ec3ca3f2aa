package sluice.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Bins;
import sluice.inspect.CellRecording;
import sluice.inspect.GateRecording;
import sluice.inspect.Recording;
import sluice.inspect.WeightRecording;
import sluice.report.GradientRecord;

/**
 * What a recorder has seen, in four CSV files of the run directory that grow while it trains: the
 * norms by layer and step, the gates, the activations' histograms, the weights.
 */
final class FlowFiles {
  private static final String GRADIENTS =
      "step,layer,t,dh,dc,dc_from_output,dc_from_next,dh_back,dc_back\n";
  private static final String GATES = "step,layer,gate,mean,spread,low,high,share\n";
  private static final String ACTIVATIONS = "step,layer,values,from,to,count\n";
  private static final String PARAMETERS = "step,weight,gradient,norm,update,ratio,clipped\n";
  private static final int FIELDS = 9;
  private static final int SELDOM = 100; // steps, where nobody says otherwise
  private static final int RECORDS = 60; // of a training
  private static final int FEW_RECORDS = 20; // of a short one: fewer would prove nothing
  private static final int OFTEN = 10; // steps: a record takes about half the time of one

  private final RunDirectory directory;
  private final StringBuilder text = new StringBuilder();

  FlowFiles(RunDirectory directory) {
    this.directory = directory;
  }

  /** Steps from one record to the next; 0 for never. */
  static long every(TrainingSettings settings, int batches) {
    long steps = (long) settings.epochs() * batches;
    return settings.record().isPresent()
        ? settings.record().get()
        : Math.max(Math.clamp(steps / FEW_RECORDS, OFTEN, SELDOM), Math.ceilDiv(steps, RECORDS));
  }

  /** Adds what was seen of a step. */
  void add(Recording recording) {
    write(directory.gradients(), GRADIENTS, () -> gradients(recording));
    write(directory.gates(), GATES, () -> gates(recording));
    write(directory.activations(), ACTIVATIONS, () -> activations(recording));
    write(directory.parameters(), PARAMETERS, () -> parameters(recording));
  }

  private void write(Path file, String header, Runnable rows) {
    text.setLength(0);
    if (RunDirectory.length(file) == 0) {
      text.append(header);
    }
    rows.run();
    RunDirectory.append(file, text.toString(), false);
  }

  private void gradients(Recording recording) {
    for (CellRecording cell : recording.cells()) {
      double[] hidden = cell.hiddenFlow().norms();
      double[] back = cell.cellFlow().norms();
      for (int t = 0; t < cell.steps(); t++) {
        begin(recording, cell.cell().name()).append(t + 1);
        number(cell.dh(t)).number(cell.dc(t));
        number(cell.dcFromOutput(t)).number(cell.dcFromNext(t));
        number(hidden[t]).number(back.length > 0 ? back[t] : Double.NaN).end();
      }
    }
  }

  private void gates(Recording recording) {
    for (CellRecording cell : recording.cells()) {
      for (int g = 0; g < cell.gates().size(); g++) {
        GateRecording gate = cell.gates().get(g);
        begin(recording, cell.cell().name()).append(gate.name());
        number(gate.mean()).number(gate.spread()).number(gate.low()).number(gate.high());
        number(cell.share(g)).end();
      }
    }
  }

  private void activations(Recording recording) {
    for (CellRecording cell : recording.cells()) {
      String layer = cell.cell().name();
      bins(recording, layer, "h", cell.h());
      if (cell.cell().hasCell()) {
        bins(recording, layer, "c", cell.c());
      }
      for (GateRecording gate : cell.gates()) {
        bins(recording, layer, gate.name(), gate.values());
      }
    }
  }

  private void bins(Recording recording, String layer, String what, Bins bins) {
    bin(recording, layer, what, Double.NaN, bins.bound(0), bins.below());
    for (int b = 0; b < bins.count(); b++) {
      bin(recording, layer, what, bins.bound(b), bins.bound(b + 1), bins.in(b));
    }
    bin(recording, layer, what, bins.bound(bins.count()), Double.NaN, bins.above());
  }

  private void bin(
      Recording recording, String layer, String what, double from, double to, long count) {
    if (count > 0) { // an empty bin is left out
      begin(recording, layer).append(what);
      number(from).number(to);
      text.append(',').append(count);
      end();
    }
  }

  private void parameters(Recording recording) {
    for (WeightRecording weight : recording.weights()) {
      text.append(recording.step()).append(',').append(weight.name());
      number(weight.gradient()).number(weight.weight()).number(weight.update());
      number(weight.ratio()).number(weight.clipped()).end();
    }
  }

  private StringBuilder begin(Recording recording, String layer) {
    return text.append(recording.step()).append(',').append(layer).append(',');
  }

  /** In the shortest form of a float, or of a double where a float does not hold it. */
  private FlowFiles number(double value) {
    text.append(',');
    if (!Double.isNaN(value)) {
      boolean held = value == 0 || Math.abs(value) >= 1e-37 && Math.abs(value) < Float.MAX_VALUE;
      text.append(held ? Float.toString((float) value) : Double.toString(value));
    }
    return this;
  }

  private void end() {
    text.append('\n');
  }

  /** The first record of a run, one in its middle and the last; fewer where there are fewer. */
  static List<GradientRecord> read(RunDirectory directory) {
    Path file = directory.gradients();
    if (RunDirectory.length(file) == 0) {
      return List.of();
    }
    try {
      List<Long> steps = new ArrayList<>();
      try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        in.readLine();
        for (Optional<String> line = next(in); line.isPresent(); line = next(in)) {
          long step = step(line.get());
          if (steps.isEmpty() || steps.getLast() != step) {
            steps.add(step);
          }
        }
      }
      return steps.isEmpty() ? List.of() : chosen(file, steps);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<GradientRecord> chosen(Path file, List<Long> steps) throws IOException {
    List<GradientRecord> records = new ArrayList<>();
    List<Long> wanted =
        List.of(steps.getFirst(), steps.get(steps.size() / 2), steps.getLast()).stream()
            .distinct()
            .toList();
    for (long step : wanted) {
      List<String[]> rows = new ArrayList<>();
      try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        in.readLine();
        for (Optional<String> line = next(in); line.isPresent(); line = next(in)) {
          if (step(line.get()) == step) {
            rows.add(line.get().split(",", FIELDS));
          }
        }
      }
      records.add(record(step, rows));
    }
    return records;
  }

  private static Optional<String> next(BufferedReader in) throws IOException {
    return Optional.ofNullable(in.readLine()).filter(line -> !line.isEmpty());
  }

  private static long step(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(',')));
  }

  private static GradientRecord record(long step, List<String[]> rows) {
    List<GradientRecord.Layer> layers = new ArrayList<>();
    for (String name : rows.stream().map(row -> row[1]).distinct().toList()) {
      List<String[]> own = rows.stream().filter(row -> row[1].equals(name)).toList();
      layers.add(
          new GradientRecord.Layer(
              name,
              column(own, 3),
              column(own, 4),
              column(own, 5),
              column(own, 6),
              column(own, 7),
              column(own, 8)));
    }
    return new GradientRecord(step, layers);
  }

  private static List<Double> column(List<String[]> rows, int column) {
    return rows.stream()
        .map(row -> row[column].isEmpty() ? Double.NaN : Double.valueOf(row[column]))
        .toList();
  }
}
