package sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code sluice predict} on a model of I1's size: 8 inputs, 168 steps, two layers of 64 units. */
final class PredictCommand {
  private static final Path COMMAND = Path.of("cli/target/quick/sluice/bin/sluice");
  private static final int STEPS = 168;
  private static final int TRAINED_ROWS = 3 * STEPS;
  private static final int COLUMNS = 8;
  private static final String EXPERIMENT =
      """
      task: regress
      data: {file: rows.csv, target: c0, past: [c0, c1, c2, c3, c4, c5, c6, c7]}
      window: {history: 168, stride: 32}
      split: {validation: 32, test: 32}
      model: {layers: [{lstm: 64}, {lstm: 64}]}
      training: {epochs: 1}
      """;

  private final Launch launch;
  private final Path model;
  private final Path data;

  /** Builds the command if need be and trains a model in the folder. */
  PredictCommand(Launch launch, Path folder) throws Launch.Failed {
    this.launch = launch;
    Path run = folder.resolve("run");
    model = run.resolve("model.sluice");
    data = folder.resolve("last.csv");
    try {
      Files.writeString(folder.resolve("rows.csv"), rows(TRAINED_ROWS));
      Files.writeString(data, rows(STEPS));
      Path experiment = Files.writeString(folder.resolve("first.yaml"), EXPERIMENT);
      launch.run(
          List.of("./sluice", "train", experiment.toString(), "--out", run.toString()),
          line -> true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Milliseconds from the start of the launcher to the first predicted row. */
  double first() throws Launch.Failed {
    return launch
        .run(
            List.of(COMMAND.toString(), "predict", model.toString(), "--data", data.toString()),
            line -> !line.startsWith("step"))
        .milliseconds();
  }

  private static String rows(int count) {
    StringBuilder csv = new StringBuilder("c0,c1,c2,c3,c4,c5,c6,c7\n");
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        csv.append(c == 0 ? "" : ",")
            .append(String.format(Locale.ROOT, "%.4f", Math.sin(0.1 * (r + 3 * c * r % 17))));
      }
      csv.append('\n');
    }
    return csv.toString();
  }
}
