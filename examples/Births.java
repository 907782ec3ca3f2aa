// US births a day, the next fourteen days: what births.yaml says, through the library, in the order
// in which the data flow. With the same settings it gives the same weights to the last bit.
//
//   ./build example Births.java [EPOCHS]

import static sluice.nn.LayerSpec.*;

import module sluice.tasks;

static final long SEED = 42;
static final int WEEK = 7;

void main(String[] args) {
  int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 6;

  // A table becomes series; the last two years are the test, the year before is for validation.
  Table table =
      Table.readCsv(Path.of("examples/data/us-births-1969-1988.csv"), CsvSettings.DEFAULT);
  List<Series> series =
      Series.read(
          table,
          SeriesSettings.DEFAULT
              .time(TimeSettings.of("year", "month", "date_of_month"))
              .targets("births"));
  List<Parts> parts = new Split(new Split.Steps(365), new Split.Steps(730)).of(series);

  // Columns become inputs. What is fitted here (scales, the holidays' names) sees training only.
  CalendarSettings calendar =
      CalendarSettings.DEFAULT
          .weekday(CalendarSettings.Encoding.ONE_HOT)
          .dayOfMonth(CalendarSettings.Encoding.ONE_HOT)
          .yearWaves(3)
          .holidays(1, 1, "US");
  FeatureSettings features =
      FeatureSettings.DEFAULT
          .targets(Scaler.Kind.LOG)
          .lags(List.of(14, 21, 28, 35, 42))
          .calendar(calendar);
  List<Prepared> prepared = Preparation.fit(series, parts, features).apply(series);

  // Six weeks of history, two weeks ahead, a window from each day on.
  WindowShape shape = WindowShape.forecast(42, 14);
  Map<Part, ForecastExamples> examples = new EnumMap<>(Part.class);
  for (Part part : Part.values()) {
    examples.put(
        part, new ForecastExamples(Windows.of(prepared, parts, part, shape), Decoder.SEQUENCE));
  }
  ForecastExamples learned = examples.get(Part.TRAINING);
  Batches training = new ExampleBatches(learned, 32, true, SEED);
  Batches validation = new ExampleBatches(examples.get(Part.VALIDATION), 32, false, 0);

  // The network reads history and horizon; its head reads the fourteen steps of the horizon.
  Network network =
      Network.create(learned.inputs(), stack(lstm(64), lstm(64), lastSteps(14)), SEED);
  Model model = new Model(network, Head.dense(64, 1, new RegressionLoss.Huber(0.2), SEED));

  Clip clip = Clip.norm(1);
  TrainConfig config =
      TrainConfig.DEFAULT
          .epochs(epochs)
          .patience(10)
          .schedule(new Schedule.Exponential(0.7, training.count(), true)) // × 0.7 an epoch
          .seed(SEED);
  Trainer trainer =
      new Trainer(
          model,
          config,
          clip,
          gradients -> new Adam(Adam.Config.DEFAULT.rate(2e-3), gradients, clip));
  print("%,d parameters, %,d windows to learn from", model.parameters(), learned.count());
  trainer.fit(
      training,
      Optional.of(validation),
      Hooks.none()
          .listener(event -> {
            if (event instanceof TrainEvent.EpochDone(Epoch epoch)) {
              print(
                  "epoch %d  training %.9f  validation %.9f  %.1f s",
                  epoch.number(), epoch.trainingLoss(), epoch.validationLoss(), epoch.seconds());
            }
          }));

  // Beside the baselines, on the same windows, in births a day.
  ForecastEvaluation evaluation =
      new ForecastEvaluation(
          "LSTM 2 × 64",
          model,
          examples.get(Part.TEST),
          ForecastEvaluation.scales(prepared, parts, WEEK),
          WEEK);
  print(
      "mean absolute error over 14 days, %d windows of the test part",
      evaluation.windows().count());
  for (ForecastEvaluation.Line line : evaluation.lines()) {
    print("  %-24s %6.1f", line.name(), line.scores().score(Metric.MAE).value().orElseThrow());
  }
}

void print(String form, Object... values) {
  IO.println(String.format(Locale.ROOT, form, values));
}
