package sluice.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import sluice.math.Rng;

/**
 * Small experiments, healthy ones and ones with one fault each. The data are functions of the row
 * and a seed.
 */
final class AdviceCases {
  /** Inside a ring or outside: no line tells, a small network does. */
  static final String RINGS =
      """
      name: rings
      task: classify
      data: {file: rings.csv, target: where, inputs: "*"}
      window: {per: row}
      split: {validation: 0.2, test: 0.2}
      model: {layers: [{dense: {units: 12, activation: tanh}}]}
      training: {epochs: 120, batch: 16, optimiser: {adam: 0.02}}
      """;

  /** What the first step of a sequence was. */
  static final String MARKS =
      """
      name: marks
      task: classify
      data: {file: marks.csv, key: id, target: first, past: [mark, noise]}
      window: {per: sequence}
      split: {validation: 0.2, test: 0.2}
      model: {layers: [{lstm: 12}]}
      training: {epochs: 30, batch: 16, optimiser: {adam: 0.02}}
      """;

  private AdviceCases() {}

  private static double normal(long row, int column) {
    return Rng.normal(Rng.key(7, Rng.DATA, 0, column, 0, 0), (int) row);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A file of rows in a folder. */
  private static void write(
      Path folder, String file, String header, int rows, IntFunction<String> row) {
    List<String> lines = new ArrayList<>(List.of(header));
    for (int i = 0; i < rows; i++) {
      lines.add(row.apply(i));
    }
    SmallRuns.write(folder.resolve(file), lines);
  }

  private static boolean inside(int i) {
    double x = normal(i, 0);
    double y = normal(i, 1);
    return x * x + y * y < 1.4; // half of all
  }

  /** Rings of so many rows, and a column that tells where, if asked for. */
  static Experiment rings(Path folder, int rows, boolean leak, String... changes) {
    write(
        folder,
        "rings.csv",
        "x,y,noise,other" + (leak ? ",code" : "") + ",where",
        rows,
        i ->
            String.join(
                    ",",
                    number(normal(i, 0)),
                    number(normal(i, 1)),
                    number(normal(i, 2)),
                    number(normal(i, 3)))
                + (leak ? "," + number((inside(i) ? 40 : 70) + 5 * normal(i, 4)) : "")
                + (inside(i) ? ",in" : ",out"));
    return SmallRuns.experiment(folder, RINGS, changes);
  }

  /** Twenty columns, of which one tells a little. */
  static Experiment crowd(Path folder, int rows, String... changes) {
    StringBuilder header = new StringBuilder();
    for (int column = 0; column < 20; column++) {
      header.append("x").append(column).append(',');
    }
    write(
        folder,
        "rings.csv",
        header + "where",
        rows,
        i -> {
          StringBuilder row = new StringBuilder();
          for (int column = 0; column < 20; column++) {
            row.append(number(normal(i, column))).append(',');
          }
          return row + (normal(i, 0) + 0.7 * normal(i, 30) > 0 ? "in" : "out");
        });
    return SmallRuns.experiment(folder, RINGS, changes);
  }

  /** One row in twenty is of the rare class, and nothing tells which. */
  static Experiment rare(Path folder, String... changes) {
    write(
        folder,
        "rings.csv",
        "x,y,where",
        600,
        i ->
            String.join(",", number(normal(i, 0)), number(normal(i, 1)))
                + (normal(i, 2) + 0.3 * normal(i, 0) > 1.7 ? ",in" : ",out"));
    return SmallRuns.experiment(folder, RINGS, changes);
  }

  /**
   * Sequences whose first step says the class; what follows is noise, in its column too if loud.
   */
  static Experiment marks(Path folder, int sequences, int steps, boolean loud, String... changes) {
    List<String> lines = new ArrayList<>(List.of("id,mark,noise,first"));
    for (int s = 0; s < sequences; s++) {
      boolean up = normal(s, 50) > 0;
      for (int t = 0; t < steps; t++) {
        double mark =
            t == 0 ? (up ? 1 : -1) * (loud ? 0.3 : 1) : loud ? normal(s * 1000 + t, 52) : 0;
        lines.add(
            String.join(
                ",", "s" + s, number(mark), number(normal(s * 1000 + t, 51)), up ? "up" : "down"));
      }
    }
    SmallRuns.write(folder.resolve("marks.csv"), lines);
    return SmallRuns.experiment(folder, MARKS, changes);
  }

  /** The marks of sequences in another unit: thousands in place of ones. */
  static Experiment unscaled(Path folder, int sequences, int steps, String... changes) {
    List<String> lines = new ArrayList<>(List.of("id,mark,noise,first"));
    for (int s = 0; s < sequences; s++) {
      boolean up = normal(s, 50) > 0;
      for (int t = 0; t < steps; t++) {
        double mark = t == 0 ? (up ? 300 : -300) : 1000 * normal(s * 1000 + t, 52);
        double noise = 1000 * normal(s * 1000 + t, 51);
        lines.add(String.join(",", "s" + s, number(mark), number(noise), up ? "up" : "down"));
      }
    }
    SmallRuns.write(folder.resolve("marks.csv"), lines);
    return SmallRuns.experiment(folder, MARKS, changes);
  }

  /** Sequences of noise whose last two steps say the class: nothing far back matters. */
  static Experiment lasts(Path folder, int sequences, int steps, String... changes) {
    List<String> lines = new ArrayList<>(List.of("id,mark,noise,first"));
    for (int s = 0; s < sequences; s++) {
      long last = s * 1000L + steps - 1;
      boolean up = normal(last, 52) + normal(last - 1, 52) > 0;
      for (int t = 0; t < steps; t++) {
        long row = s * 1000L + t;
        lines.add(
            String.join(
                ",",
                "s" + s,
                number(normal(row, 52)),
                number(normal(row, 51)),
                up ? "up" : "down"));
      }
    }
    SmallRuns.write(folder.resolve("marks.csv"), lines);
    return SmallRuns.experiment(folder, MARKS, changes);
  }

  /** Sales that nothing foretells, and a column known ahead that is made from them. */
  static Experiment booked(Path folder) {
    List<String> rows = new ArrayList<>(List.of("date,sales,booked,price"));
    for (int day = 0; day < 240; day++) {
      double sales = 200 + 50 * normal(day, 60);
      rows.add(
          String.join(
              ",",
              SmallRuns.day(day),
              number(sales),
              number(3 * sales + 1),
              number(SmallRuns.price(day))));
    }
    SmallRuns.write(folder.resolve("sales.csv"), rows);
    return SmallRuns.experiment(
        folder, SmallRuns.SALES, "data.known=[price, booked]", "split.validation=40");
  }

  /** A file of numbers whose last column is the class, a small network, dropout. */
  static Experiment table(Path folder, Path file) {
    int columns = SmallRuns.text(file).lines().findFirst().orElseThrow().split(",", -1).length;
    StringBuilder names = new StringBuilder();
    for (int column = 1; column < columns; column++) {
      names.append("x").append(column).append(", ");
    }
    String yaml =
        """
        name: table
        task: classify
        data:
          file: %s
          csv: {header: false, names: [%skind]}
          target: kind
          inputs: "*"
        window: {per: row}
        split: {validation: 0.2, test: 0.2}
        model: {layers: [{dense: {units: 16, activation: tanh}}, {dropout: 0.3}]}
        training: {epochs: 40, batch: 16, optimiser: {adam: 0.003}}
        """
            .formatted(file.toAbsolutePath().normalize(), names);
    return SmallRuns.experiment(folder, yaml);
  }

  /** One of the repository's examples, changed. */
  static Experiment example(String name, String... changes) {
    return Experiment.read(Path.of("../examples/" + name + ".yaml"), List.of(changes));
  }
}
