package sluice.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.train.Stop;
import sluice.train.TrainEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small data and experiments that the tests write into a folder of their own. */
final class SmallRuns {
  static final int DAYS = 120;

  /** Sales a day with a week, one series, the price known ahead. */
  static final String SALES =
      """
      name: sales
      task: forecast
      data:
        file: sales.csv
        time: date
        target: sales
        known: [price]
        calendar: {weekday: one-hot}
      window: {history: 8, horizon: 3}
      split: {validation: 16, test: 20}
      model: {layers: [{lstm: 5}]}
      training: {epochs: 3, batch: 16, optimiser: {adam: 0.02}}
      """;

  /** Sequences of unequal lengths, a label each. */
  static final String SHAPES =
      """
      name: shapes
      task: classify
      data: {file: shapes.csv, key: id, target: shape, past: [x, y]}
      window: {per: sequence}
      split: {validation: 0.2, test: 0.25}
      model: {layers: [{lstm: 6}]}
      training: {epochs: 4, batch: 8, optimiser: {adam: 0.05}}
      """;

  private SmallRuns() {}

  /** The value of a day: a week, a slope, and noise that is a function of the day. */
  static double sales(int day) {
    double[] week = {20, 12, 9, 8, 11, 25, 31};
    return 100 + week[day % 7] + 0.1 * day + noise(day) - 2 * price(day);
  }

  static double returns(int day) {
    return 10 + 3 * (day % 3) + noise(day + 1000);
  }

  static double price(int day) {
    return 3 + (day / 5) % 4;
  }

  /** From 0 to 4, in hundredths. */
  private static double noise(int n) {
    return Math.floorMod(n * 2_654_435_761L >>> 7, 400L) / 100.0;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String day(int day) {
    return LocalDate.of(2024, 1, 1).plusDays(day).toString();
  }

  /** Rows of sales from the first day up to an end. */
  static List<String> salesRows(int days) {
    List<String> rows = new ArrayList<>();
    rows.add("date,sales,returns,price");
    for (int day = 0; day < days; day++) {
      rows.add(
          String.join(",", day(day), number(sales(day)), number(returns(day)), number(price(day))));
    }
    return rows;
  }

  /** Two shops a row each day, one ten times the other and with fewer days. */
  static List<String> shopRows(int days) {
    List<String> rows = new ArrayList<>();
    rows.add("date,shop,sales,returns,price");
    for (int day = 0; day < days; day++) {
      rows.add(
          String.join(
              ",",
              day(day),
              "north",
              number(sales(day)),
              number(returns(day)),
              number(price(day))));
      if (day >= 9) {
        rows.add(
            String.join(
                ",",
                day(day),
                "south",
                number(10 * sales(day + 3)),
                number(returns(day + 2)),
                number(price(day))));
      }
    }
    return rows;
  }

  /** Sequences of 3 to 9 steps that rise, fall or (of three kinds) stay. */
  static List<String> shapeRows(int sequences, int kinds) {
    String[] names = {"rise", "fall", "stay"};
    List<String> rows = new ArrayList<>();
    rows.add("id,x,y,shape,size");
    for (int s = 0; s < sequences; s++) {
      int kind = s % kinds;
      double slope = kind == 0 ? 1 : kind == 1 ? -1 : 0;
      int steps = 3 + (s * 5) % 7;
      for (int t = 0; t < steps; t++) {
        rows.add(
            String.join(
                ",",
                "s" + s,
                number(slope * t + noise(s * 31 + t) / 4),
                number(noise(s * 17 + t)),
                names[kind],
                number(2 * steps + slope)));
      }
    }
    return rows;
  }

  static Path write(Path file, List<String> rows) {
    try {
      return Files.writeString(file, String.join("\n", rows) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The experiment of some YAML that lies in a folder, with changes. */
  static Experiment experiment(Path folder, String yaml, String... changes) {
    String name = yaml.lines().findFirst().orElseThrow().replace("name: ", "");
    return Experiment.read(write(folder.resolve(name + ".yaml"), List.of(yaml)), List.of(changes));
  }

  /** Sales in a folder, and their experiment. */
  static Experiment sales(Path folder, String... changes) {
    write(folder.resolve("sales.csv"), salesRows(DAYS));
    return experiment(folder, SALES, changes);
  }

  /** Shapes in a folder, and their experiment. */
  static Experiment shapes(Path folder, int kinds, String... changes) {
    write(folder.resolve("shapes.csv"), shapeRows(48, kinds));
    return experiment(folder, SHAPES, changes);
  }

  static RunResult train(Experiment experiment, Path out) {
    return Run.train(experiment, Run.Options.fresh().out(out));
  }

  /** Trains until so many steps are made, and stops there. */
  static RunResult stop(Experiment experiment, Run.Options options, int steps) {
    Stop stop = new Stop();
    if (steps == 0) {
      stop.request();
    }
    int[] done = {0};
    return Run.train(
        experiment,
        options
            .stop(stop)
            .listener(event -> {
              if (event instanceof RunEvent.Trained(TrainEvent.StepDone _) && ++done[0] == steps) {
                stop.request();
              }
            }));
  }

  static JsonNode json(Path file) {
    return json(text(file));
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of {@code metrics.jsonl} without what time they took. */
  static List<String> losses(Path run) {
    return text(run.resolve("metrics.jsonl"))
        .lines()
        .map(line -> line.replaceFirst(",\"seconds\":[^}]*", ""))
        .toList();
  }

  /** A sink that keeps the rows, the header first. */
  static final class Rows implements RowSink {
    final List<List<String>> all = new ArrayList<>();

    @Override
    public void header(List<String> names) {
      all.add(names);
    }

    @Override
    public void row(List<String> values) {
      all.add(values);
    }

    /** A column without its name. */
    List<String> column(String name) {
      int at = all.getFirst().indexOf(name);
      return all.stream().skip(1).map(row -> row.get(at)).toList();
    }
  }
}
