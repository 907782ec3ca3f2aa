package sluice.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.data.Predictions;
import sluice.data.Prepared;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.nn.NamedLayer;
import sluice.nn.Network;

/** What a layer of a trained network gives for each row, window or sequence. */
final class Features {
  /** The name of what the head reads. */
  static final String LAST = "last";

  /** The column that says which step of an example a row is of. */
  static final String STEP = "sequence_step";

  /** The name of an autoencoder's code: one row a sequence. */
  static final String CODE = "code";

  private static final long LONG = 1L << 20; // steps that only what makes one of all leaves as one

  private final Path file;
  private final Experiment experiment;
  private final Network network;

  Features(Path file, Experiment experiment, Network network) {
    this.file = file;
    this.experiment = experiment;
    this.network = network;
  }

  /** The layers that can be asked for, from the input on, and {@link #LAST}. */
  List<NamedLayer> layers() {
    List<NamedLayer> layers = new ArrayList<>(network.layers());
    if (experiment.task() == Task.AUTOENCODE) {
      NamedLayer code = layers.get(code() - 1);
      layers.add(new NamedLayer(CODE, code.spec(), code.outputSize()));
    }
    layers.add(new NamedLayer(LAST, network.spec(), network.outputSize()));
    return List.copyOf(layers);
  }

  /** Throws if there is no such layer. */
  void check(String layer) {
    upTo(layer);
  }

  /** Writes a row for each example, or for each step of it that the layer gives. */
  void write(String layer, List<Prepared> prepared, WindowExamples examples, RowSink sink) {
    Network part = upTo(layer);
    Place place = Place.of(experiment, prepared);
    boolean row = experiment.window().per() == WindowSettings.Per.ROW;
    boolean steps = part.lengthAfter(row ? 1 : LONG) > 1;
    place.header(sink, List.of(), columns(layer, part.outputSize(), steps));
    Windows windows = examples.rows().windows();
    Predictions.inOrder(
        part,
        examples,
        (example, step, output, at) -> {
          List<String> values = place.row(windows, example);
          if (steps) {
            values.add(Integer.toString(step + 1));
          }
          for (int unit = 0; unit < output.columns(); unit++) {
            values.add(Float.toString(output.get(at, unit)));
          }
          sink.row(values);
        });
  }

  private static List<String> columns(String layer, int units, boolean steps) {
    List<String> columns = new ArrayList<>();
    if (steps) {
      columns.add(STEP);
    }
    for (int unit = 1; unit <= units; unit++) {
      columns.add(layer + "." + unit);
    }
    return columns;
  }

  private Network upTo(String layer) {
    List<NamedLayer> layers = network.layers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).name().equals(layer)) {
        return network.upTo(i + 1);
      }
    }
    if (layer.equals(CODE) && experiment.task() == Task.AUTOENCODE) {
      return network.upTo(code()).lastStep();
    }
    if (layer.equals(LAST)) {
      return network;
    }
    String asked = layer.isEmpty() ? "expected the name of a layer" : "no layer \"" + layer + '"';
    throw new UnfitTask(
        file
            + ": "
            + asked
            + inside(layer, layers)
            + "; there are "
            + layers().stream().map(Features::told).collect(Collectors.joining(", ")));
  }

  private int code() {
    return EngineSettings.code(experiment.model(), network.inputSize());
  }

  /** Such as {@code layers.0 (lstm, 64 columns)}. */
  private static String told(NamedLayer layer) {
    String what = layer.name().equals(LAST) ? "what the head reads" : layer.spec().type();
    return layer.name() + " (" + what + ", " + layer.outputSize() + " columns)";
  }

  /** A layer inside another one gives nothing that could be told alone. */
  private static String inside(String layer, List<NamedLayer> layers) {
    for (NamedLayer outer : layers) {
      String[] ends = outer.name().substring("layers.".length()).split("-", 2);
      for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
        if (layer.equals("layers." + n)) {
          return ", it stands inside " + outer.name() + ": ask for that";
        }
      }
    }
    return "";
  }
}
