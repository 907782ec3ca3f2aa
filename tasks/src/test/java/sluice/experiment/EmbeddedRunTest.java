package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.data.BadData;
import sluice.math.Rng;
import sluice.report.Importance;
import sluice.report.WhyStudy;

/** Categories as vectors that are learned: planted values of names are found. */
class EmbeddedRunTest {
  private static final int CITIES = 30;

  /** What a row is worth hangs on its city and its colour, and on a number. */
  private static final String ROWS =
      """
      name: rows
      task: regress
      data:
        file: rows.csv
        target: y
        inputs: [a, city, colour, b]
        categories: [city, colour]
        embedded: [{column: city, size: 4}]
      window: {per: row}
      split: {validation: 0.2, test: 0.2, by: random}
      model: {layers: [{dense: {units: 16, activation: tanh}}]}
      training: {epochs: 60, batch: 16, optimiser: {adam: 0.01}}
      """;

  @TempDir private Path folder;

  private static double value(int city) {
    return city * 7 % CITIES / 10.0;
  }

  private static List<String> lines(int count) {
    String[] colours = {"red", "blue", "white"};
    List<String> rows = new ArrayList<>(List.of("a,city,colour,b,kind,y"));
    for (int i = 0; i < count; i++) {
      long key = Rng.key(7, Rng.DATA, 0, i, 0, 0);
      int city = Rng.below(key, 40, CITIES);
      int colour = Rng.below(key, 41, 3);
      double b = Rng.normal(key, 1);
      double y = value(city) + 0.3 * colour + 0.5 * b;
      rows.add(
          String.format(
              Locale.ROOT,
              "%.4f,city %02d,%s,%.4f,%s,%.4f",
              Rng.normal(key, 0),
              city,
              colours[colour],
              b,
              y > 1.7 ? "dear" : "cheap",
              y));
    }
    return rows;
  }

  private void write() {
    SmallRuns.write(folder.resolve("rows.csv"), lines(900));
  }

  private Experiment experiment(String... changes) {
    return SmallRuns.experiment(folder, ROWS, changes);
  }

  private RunResult train(String... changes) {
    return SmallRuns.train(experiment(changes), folder.resolve("run"));
  }

  private List<String> predictions(Path model, List<String> rows) {
    SmallRuns.Rows sink = new SmallRuns.Rows();
    Path file = SmallRuns.write(folder.resolve("asked.csv"), rows);
    TrainedModel.read(model).predict(new DataSource.File(file), sink);
    return sink.column(sink.all.getFirst().getLast());
  }

  private String test(RunResult run, String figure) {
    return json(run.json()).get("test").get(figure).asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // tables of names + 1 rows, then what goes into 16 units
        "[{column: city, size: 4}] | 124 | 9",
        "[city] | 465 | 20",
        "[city, {column: colour, size: 1}] | 469 | 18"
      })
  void whatNamesAreWorthIsLearned(String embedded, int tables, int inputs) {
    write();
    RunResult run = train("data.embedded=" + embedded);
    assertThat(run.parameters()).isEqualTo(tables + inputs * 16 + 16 + 16 + 1);
    assertThat(Double.parseDouble(test(run, "r2"))).isGreaterThan(0.9);
    assertThat(SmallRuns.text(run.report())).contains("names: 30, vectors of ");
    Evaluated again = // by the model file
        TrainedModel.read(run.model()).evaluate(new DataSource.File(folder.resolve("rows.csv")));
    assertThat(json(again.json()).get("test").get("r2").asString()).isEqualTo(test(run, "r2"));
  }

  @Test
  void unknownAndMissingNamesShareAVectorThatIsLearned() {
    List<String> rows = new ArrayList<>(lines(900));
    for (int i = 1; i < rows.size(); i += 5) { // a fifth without a name are worth 9
      String[] cells = rows.get(i).split(",");
      rows.set(i, cells[0] + ",," + String.join(",", cells[2], cells[3], cells[4]) + ",9");
    }
    SmallRuns.write(folder.resolve("rows.csv"), rows);
    RunResult run = train();
    List<String> asked =
        List.of(
            "a,city,colour,b",
            "0,Atlantis,red,0",
            "0,,red,0",
            "0,city 01,red,0",
            "0,city 00,red,0");
    List<String> answers = predictions(run.model(), asked);
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
    assertThat(Double.parseDouble(answers.get(0))).isCloseTo(9, within(0.5));
    assertThat(Double.parseDouble(answers.get(2))).isCloseTo(value(1), within(0.5));
    assertThat(Double.parseDouble(answers.get(3))).isCloseTo(value(0), within(0.5));
  }

  @Test
  void aRequestMayHaveUnknownNamesOnly() {
    write();
    RunResult run = train("training.epochs=1");
    List<String> none = predictions(run.model(), List.of("a,city,colour,b", "0,,red,0"));
    List<String> other = predictions(run.model(), List.of("a,city,colour,b", "0,Ys,red,0"));
    assertThat(none).hasSize(1).isEqualTo(other);
  }

  @Test
  void rareNamesAreUnknownAndUnknownOnesMayBeRefused() {
    List<String> rows = new ArrayList<>(lines(900));
    for (int i = 1; i < 60; i++) { // no name of these is there twice
      rows.set(i, rows.get(i).replaceFirst("city", "village " + i));
    }
    SmallRuns.write(folder.resolve("rows.csv"), rows);
    RunResult run = train("training.epochs=1", "split.by=order");
    assertThat(SmallRuns.text(run.report()))
        .contains("59 names that are there fewer than 2 times in training count as unknown.");

    Path strict = folder.resolve("strict");
    write();
    SmallRuns.train(
        experiment("training.epochs=1", "data.embedded=[{column: city, unknown: refuse}]"), strict);
    for (String city : List.of("Atlantis", "")) {
      Path model = strict.resolve("model.sluice");
      assertThatThrownBy(
              () -> predictions(model, List.of("a,city,colour,b", "0," + city + ",red,0")))
          .isInstanceOf(BadData.class)
          .hasMessageContaining(
              city.isEmpty()
                  ? "column \"city\": a missing value"
                  : "column \"city\": a name that was not there in training");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.embedded=[a]|data.embedded: \"a\" is not among data.categories: numbers are inputs"
            + " as",
        "data.embedded=[city, city]|data.embedded: \"city\" is listed twice",
        "data.embedded=[{column: city, size: 0}]|expected a whole number from 1 to 1000, found",
        "data.embedded=[{column: city, unknown: zero}]|expected row or refuse",
        "data.select={top: 2, by: l1}|data.select: l1 ranks columns by weights that are kept small",
      })
  void badSettingsAreRefused(String change, String message) {
    write();
    assertThatThrownBy(() -> experiment(change))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{column: colour, size: 4}]|vectors wider than columns of 0 and 1 would be",
        "[{column: city, least: 1000}]|no name is there often enough to learn a vector for it",
      })
  void whatDoesNotFitTheDataIsRefused(String embedded, String message) {
    write();
    assertThatThrownBy(() -> train("data.embedded=" + embedded))
        .isInstanceOf(BadData.class)
        .hasMessageContaining(message);
  }

  @Test
  void anAutoencoderRefusesThem() {
    write();
    assertThatThrownBy(() ->
            experiment(
                "task=autoencode",
                "data.target=[a, city]",
                "data.inputs=[]",
                "data.categories=[city]",
                "model.reconstruct=[{dense: 4}]"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("data.embedded: an autoencoder gives its inputs back");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.target=city", "data.weight.column=city", "split.group=city"})
  void aCategoryThatHasAnotherUseIsRefused(String use) {
    write();
    assertThatThrownBy(() ->
            train(
                "data.inputs=\"*\"",
                "data.categories=[city]",
                "task=classify",
                "split.by=random",
                "data.target=kind",
                use))
        .isInstanceOf(UnfitTask.class)
        .hasMessageStartingWith("data.categories: expected input columns, found \"city\"");
  }

  @Test
  void importanceIsThatOfTheColumn() {
    write();
    Importance importance = train().importance();
    List<Importance.Lost> lost = importance.shuffled().orElseThrow().columns();
    assertThat(lost).extracting(Importance.Lost::name).containsExactly("a", "city", "colour", "b");
    assertThat(lost.get(1).mean()).isGreaterThan(5 * Math.abs(lost.get(0).mean()));
    List<Importance.Share> shares = importance.weights();
    assertThat(shares)
        .extracting(Importance.Share::name)
        .containsExactly("a", "city", "colour", "b");
    assertThat(shares.stream().mapToDouble(Importance.Share::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(shares)
        .allMatch(share -> share.name().equals("city") || share.share() < shares.get(1).share());
  }

  @Test
  void whatACityContributedIsItsValue() {
    write();
    RunResult run = train();
    TrainedModel model = TrainedModel.read(run.model());
    Path asked =
        SmallRuns.write(
            folder.resolve("asked.csv"),
            List.of("a,city,colour,b", "0,city 17,red,0", "0,city 00,red,0"));
    double[] city = new double[2]; // the largest value and the smallest
    for (int row = 1; row <= 2; row++) {
      WhySettings settings =
          new WhySettings(
              Optional.of(row), Optional.empty(), Optional.empty(), 0, false, OptionalInt.empty());
      WhyStudy why = model.why(settings, new DataSource.File(asked));
      assertThat(why.fits()).isTrue();
      assertThat(why.columns())
          .extracting(WhyStudy.Column::name)
          .containsExactlyInAnyOrder("a", "city", "colour", "b");
      city[row - 1] =
          why.columns().stream()
              .filter(column -> column.name().equals("city"))
              .mapToDouble(column -> column.integrated()[0])
              .sum();
    }
    assertThat(city[0] - city[1]).isCloseTo(value(17) - value(0), within(0.6));
  }

  @Test
  void columnsAreChosenByWhatShufflingThemCosts() {
    write();
    RunResult run = train("data.select=2", "training.epochs=30");
    assertThat(
            run.importance().selection().orElseThrow().columns().stream()
                .filter(column -> column.chosen())
                .map(column -> column.name()))
        .contains("city");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ensemble={bagging: 3}",
        "ensemble={seeds: 2}",
        "ensemble={gradient-boosting: 2}",
        "data.expand=[squares]",
        "model.layers=[{bidirectional: [{gru: 4}]}, {dense: 3}]",
        "training.groups=3",
        "training.optimiser=lbfgs training.batch=all",
        "task=classify data.target=kind",
        "training.loss={quantiles: [0.1, 0.9]}",
      })
  void everyWayOfTrainingTakesThem(String changes) {
    write();
    List<String> all = new ArrayList<>(List.of(changes.split(" (?=[a-z.]+=)")));
    all.add("training.epochs=2");
    RunResult run = train(all.toArray(String[]::new));
    SmallRuns.Rows sink = new SmallRuns.Rows();
    TrainedModel.read(run.model()).predict(new DataSource.File(folder.resolve("rows.csv")), sink);
    assertThat(sink.all).hasSize(901);
  }

  @Test
  void theVectorsOfRowsAreFeatures() {
    write();
    RunResult run = train("training.epochs=1");
    SmallRuns.Rows sink = new SmallRuns.Rows();
    TrainedModel.read(run.model())
        .features("layers.0", new DataSource.File(folder.resolve("rows.csv")), sink);
    assertThat(sink.all.getFirst()).filteredOn(name -> name.startsWith("layers.0.")).hasSize(9);
    assertThat(sink.all).hasSize(901);
  }

  /** A forecast with a shop's name known ahead, and one of the weather, which is not. */
  @Test
  void forecastsAndTheirHorizonsTakeThem() {
    List<String> rows = new ArrayList<>(List.of("date,shop,sales,weather"));
    String[] weather = {"sun", "rain", "snow", "fog"};
    for (int day = 0; day < 90; day++) {
      for (String shop : List.of("north", "south")) {
        rows.add(
            String.join(
                ",",
                SmallRuns.day(day),
                shop,
                Double.toString(SmallRuns.sales(day) * (shop.equals("north") ? 1 : 2)),
                weather[day * 5 % 4]));
      }
    }
    SmallRuns.write(folder.resolve("shops.csv"), rows);
    String yaml =
        """
        name: shops
        task: forecast
        data:
          file: shops.csv
          time: date
          key: shop
          target: sales
          past: [weather]
          categories: [weather]
          embedded: [weather]
          calendar: {weekday: one-hot}
          scale: {per: global}
        window: {history: 7, horizon: 3}
        split: {validation: 14, test: 14}
        model: {layers: [{lstm: 5}]}
        training: {epochs: 3, batch: 16}
        """;
    for (String decoder : List.of("sequence", "direct")) {
      Path out = folder.resolve(decoder);
      RunResult run =
          SmallRuns.train(SmallRuns.experiment(folder, yaml, "model.decoder=" + decoder), out);
      SmallRuns.Rows sink = new SmallRuns.Rows();
      TrainedModel.read(run.model()).forecast(Optional.empty(), sink);
      assertThat(sink.all).hasSize(7);
    }
  }

  @Test
  void bothSidesOfAPairShareTheirVectors() {
    List<String> rows = new ArrayList<>(List.of("left,right,same"));
    for (int i = 0; i < 600; i++) {
      long key = Rng.key(9, Rng.DATA, 0, i, 0, 0);
      int one = Rng.below(key, 1, 12);
      int other = Rng.below(key, 2, 12);
      rows.add("n" + one + ",n" + other + "," + (one % 3 == other % 3 ? 1 : 0));
    }
    SmallRuns.write(folder.resolve("pairs.csv"), rows);
    String yaml =
        """
        name: pairs
        task: similarity
        data: {file: pairs.csv, left: left, right: right, categories: [left, right], embedded: [left], target: same}
        window: {per: row}
        split: {validation: 0.15, test: 0.25}
        model: {layers: [{dense: {units: 8, activation: tanh}}, {dense: 4}], similarity: distance}
        training: {epochs: 40, batch: 16, optimiser: {adam: 0.02}}
        """;
    RunResult run = SmallRuns.train(SmallRuns.experiment(folder, yaml), folder.resolve("run"));
    assertThat(run.parameters()).isEqualTo(13 * 6 + 6 * 8 + 8 + 8 * 4 + 4 + 2);
    assertThat(json(run.json()).get("test").get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThatThrownBy(() -> SmallRuns.experiment(folder, yaml, "data.embedded=[right]"))
        .isInstanceOf(BadExperiment.class)
        .hasMessageContaining("name its partner of data.left");
  }

  /** Many names cost look-ups, no wide rows. */
  @Test
  void thousandsOfNamesAreLearnedFromRowsOfOneNumber() {
    List<String> rows = new ArrayList<>(List.of("a,city,colour,b,y"));
    for (int i = 0; i < 12_000; i++) {
      rows.add("1." + i % 9 + ",c" + i % 6000 + ",red," + i % 7 + "," + i % 6000 % 2);
    }
    SmallRuns.write(folder.resolve("rows.csv"), rows);
    RunResult run =
        train(
            "data.embedded=[{column: city, size: 2, least: 1}]",
            "data.inputs=[a, city, b]",
            "data.categories=[city]",
            "training.epochs=1",
            "training.batch=200");
    assertThat(run.parameters()).isGreaterThan(2 * 5000);
  }
}
