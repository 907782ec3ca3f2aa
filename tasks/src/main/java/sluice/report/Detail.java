package sluice.report;

import java.util.List;
import sluice.metric.Calibration;
import sluice.metric.ClassScores;
import sluice.metric.ConfusionMatrix;
import sluice.metric.CoverageCurve;
import sluice.metric.LabelSetScores;
import sluice.metric.Metric;
import sluice.metric.RankingCurve;
import sluice.metric.Score;

/** What a report says of one kind of task only. */
public sealed interface Detail {
  /**
   * What is predicted.
   *
   * @return name of the target column
   */
  String target();

  /**
   * What the target is counted in.
   *
   * @return the unit; empty if it has none or none is known
   */
  String unit();

  /**
   * Of a forecast.
   *
   * @param target name of the target column
   * @param unit what it is counted in; may be empty
   * @param horizon the error step by step
   * @param examples a few windows, told in full
   * @param residuals at one step of the horizon, all through a part
   */
  record Forecasts(
      String target, String unit, Horizon horizon, List<Example> examples, Residuals residuals)
      implements Detail {
    /** Copies the list. */
    public Forecasts {
      examples = List.copyOf(examples);
    }
  }

  /**
   * Of a regression.
   *
   * @param target name of the target column
   * @param unit what it is counted in; may be empty
   * @param residuals all through a part
   */
  record Regression(String target, String unit, Residuals residuals) implements Detail {}

  /**
   * Of inputs that are to come back.
   *
   * @param part the part that was measured
   * @param columns how well each comes back; none where nothing was measured
   */
  record Reconstruction(String part, List<Returned> columns) implements Detail {
    /** Copies the list. */
    public Reconstruction {
      columns = List.copyOf(columns);
    }

    @Override
    public String target() {
      return "the inputs, scaled";
    }

    @Override
    public String unit() {
      return "";
    }
  }

  /**
   * How well one column comes back.
   *
   * @param name of the input
   * @param error mean squared error, scaled
   * @param explained R²; NaN where the column is constant in the part
   */
  record Returned(String name, double error, double explained) {}

  /**
   * Of a classification.
   *
   * @param target name of the target column
   * @param part the part that was measured
   * @param matrix the network's answers on it
   * @param curves what its probabilities are worth
   * @param notes how probabilities became answers, a sentence each
   */
  record Classes(
      String target, String part, ConfusionMatrix matrix, ClassCurves curves, List<String> notes)
      implements Detail {
    /** Copies the list. */
    public Classes {
      notes = List.copyOf(notes);
    }

    /** Without curves: answers that came without probabilities. */
    public Classes(String target, String part, ConfusionMatrix matrix) {
      this(target, part, matrix, ClassCurves.NONE, List.of());
    }

    @Override
    public String unit() {
      return "";
    }
  }

  /**
   * Of a classification in which several labels may hold.
   *
   * @param target names of the target columns
   * @param part the part that was measured
   * @param counts the network's answers on it, label by label
   * @param curves what its probabilities are worth
   * @param notes how probabilities became answers, a sentence each
   */
  record LabelSets(
      String target,
      String part,
      List<ConfusionMatrix.ClassCount> counts,
      ClassCurves curves,
      List<String> notes)
      implements Detail {
    /** Copies the lists. */
    public LabelSets {
      counts = List.copyOf(counts);
      notes = List.copyOf(notes);
    }

    @Override
    public String unit() {
      return "";
    }
  }

  /**
   * Of a language model.
   *
   * @param part the part that the tokens are of
   * @param tokens the first ones of its text, each with what it cost
   * @param samples text that the model wrote
   * @param epochs how perplexity fell
   * @param speed tokens a second in training, validation included; NaN where it is not known
   */
  record Language(
      String part,
      List<Token> tokens,
      List<Written> samples,
      List<Perplexities> epochs,
      double speed)
      implements Detail {
    /** Copies the lists. */
    public Language {
      tokens = List.copyOf(tokens);
      samples = List.copyOf(samples);
      epochs = List.copyOf(epochs);
    }

    @Override
    public String target() {
      return "the next token";
    }

    @Override
    public String unit() {
      return "";
    }
  }

  /**
   * A token of a text that a model has read.
   *
   * @param text what it adds to the text; may be empty
   * @param token as the vocabulary has it
   * @param nats −ln p; NaN for the first one
   * @param expected the likeliest in its place; empty for the first one
   * @param likelihood p of that one
   */
  record Token(String text, String token, double nats, String expected, double likelihood) {}

  /**
   * Perplexities of an epoch.
   *
   * @param epoch counted from 1
   * @param training of the tokens as they were learned, each before the step that learned it
   * @param validation after the epoch; NaN without such a part
   */
  record Perplexities(int epoch, double training, double validation) {}

  /**
   * Text that a model wrote.
   *
   * @param temperature it was drawn with
   * @param seed it was drawn from
   * @param text all of it
   */
  record Written(double temperature, long seed, String text) {}

  /**
   * What the probabilities of a classification are worth.
   *
   * @param labels the classes that have a curve
   * @param rankings the curves of each, over all thresholds
   * @param calibration whether probabilities mean what they say
   * @param coverage what share may be answered at what accuracy
   */
  record ClassCurves(
      List<String> labels,
      List<RankingCurve> rankings,
      Calibration calibration,
      CoverageCurve coverage) {
    /** No curves at all. */
    public static final ClassCurves NONE =
        new ClassCurves(
            List.of(),
            List.of(),
            new Calibration(),
            CoverageCurve.of(new float[0], new boolean[0]));

    /** Copies the lists and checks that they fit. */
    public ClassCurves {
      labels = List.copyOf(labels);
      rankings = List.copyOf(rankings);
      if (labels.size() != rankings.size()) {
        throw new IllegalArgumentException(
            "every curve needs its label: " + labels.size() + " and " + rankings.size());
      }
    }

    /** Of what a network answered of several labels. */
    public static ClassCurves of(LabelSetScores scores, List<String> labels) {
      List<RankingCurve> rankings = scores.curves();
      return rankings.isEmpty()
          ? NONE
          : new ClassCurves(labels, rankings, scores.calibration(), NONE.coverage());
    }

    /** Of what a network answered; none where it gave no probabilities. */
    public static ClassCurves of(ClassScores scores) {
      List<RankingCurve> rankings = scores.curves();
      return rankings.isEmpty()
          ? NONE
          : new ClassCurves(
              scores.confusion().labels(), rankings, scores.calibration(), scores.coverage());
    }
  }

  /**
   * The error at each step of the horizon.
   *
   * @param metric what was measured
   * @param part the part it was measured on
   * @param step name of one step, such as {@code day}
   * @param lines the network and the baselines
   */
  record Horizon(Metric metric, String part, String step, List<HorizonLine> lines) {
    /** Copies the list. */
    public Horizon {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The error of one of them at each step of the horizon.
   *
   * @param name of the network or the baseline
   * @param baseline whether it is a baseline
   * @param scores one a step, the nearest first
   */
  record HorizonLine(String name, boolean baseline, List<Score> scores) {
    /** Copies the list. */
    public HorizonLine {
      scores = List.copyOf(scores);
    }
  }

  /**
   * What lies between two quantiles of a forecast.
   *
   * @param lowest the lower quantile, such as 0.1
   * @param highest the higher one, such as 0.9
   * @param low what the network said of the lower one, a value a time; empty for none
   * @param high what it said of the higher one
   */
  record Interval(double lowest, double highest, List<Double> low, List<Double> high) {
    /** None. */
    public static final Interval NONE = new Interval(0, 1, List.of(), List.of());

    /** Copies the lists. */
    public Interval {
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /**
   * One window told in full.
   *
   * @param name for readers, such as {@code from 1988-03-01}
   * @param part the part it lies in
   * @param history what the network saw of the target; times and values are equally many
   * @param truth what came; times are those of the horizon, values NaN where not known
   * @param forecast what the network said, one value a time of {@code truth}
   * @param baseline name of the baseline beside it; empty if there is none
   * @param baselineForecast what that said, one value a time of {@code truth}; or empty
   * @param interval between two quantiles around the forecast; or none
   */
  record Example(
      String name,
      String part,
      Trace history,
      Trace truth,
      List<Double> forecast,
      String baseline,
      List<Double> baselineForecast,
      Interval interval) {
    /** Without quantiles. */
    public Example(
        String name,
        String part,
        Trace history,
        Trace truth,
        List<Double> forecast,
        String baseline,
        List<Double> baselineForecast) {
      this(name, part, history, truth, forecast, baseline, baselineForecast, Interval.NONE);
    }

    /** Copies the lists and checks that their lengths fit. */
    public Example {
      forecast = List.copyOf(forecast);
      baselineForecast = List.copyOf(baselineForecast);
      int horizon = truth.times().size();
      boolean without = baselineForecast.isEmpty();
      if (forecast.size() != horizon || !without && baselineForecast.size() != horizon) {
        throw new IllegalArgumentException(
            "example "
                + name
                + ": the horizon has "
                + horizon
                + " times, the forecast "
                + forecast.size()
                + ", the baseline "
                + baselineForecast.size());
      }
    }
  }

  /**
   * Values in order of time.
   *
   * @param times labels; ISO dates and date-times get an axis of calendar ticks
   * @param values one a time, NaN where missing
   */
  record Trace(List<String> times, List<Double> values) {
    /** Copies the lists and checks that their lengths fit. */
    public Trace {
      times = List.copyOf(times);
      values = List.copyOf(values);
      if (times.size() != values.size()) {
        throw new IllegalArgumentException(
            "times and values must be equally many, were "
                + times.size()
                + " and "
                + values.size());
      }
    }
  }

  /**
   * What the network left unexplained: truth − answer.
   *
   * @param part the part it was measured on
   * @param what which answers, such as {@code 1 day ahead}; may be empty
   * @param truth what came, in order of time where there is one
   * @param answers what the network said, one a time
   * @param inTime whether one value follows another; those of rows and whole sequences do not
   */
  record Residuals(String part, String what, Trace truth, List<Double> answers, boolean inTime) {
    /** In order of time. */
    public Residuals(String part, String what, Trace truth, List<Double> answers) {
      this(part, what, truth, answers, true);
    }

    /** Copies the list and checks that the lengths fit. */
    public Residuals {
      answers = List.copyOf(answers);
      if (answers.size() != truth.values().size()) {
        throw new IllegalArgumentException(
            "truths and answers must be equally many, were "
                + truth.values().size()
                + " and "
                + answers.size());
      }
    }

    /** truth − answer, NaN where either is missing. */
    double[] values() {
      double[] values = new double[answers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = truth.values().get(i) - answers.get(i);
      }
      return values;
    }
  }
}
