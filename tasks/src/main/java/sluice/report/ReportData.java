package sluice.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import sluice.inspect.Finding;
import sluice.inspect.Notice;
import sluice.metric.Metric;
import sluice.metric.Score;

/**
 * All that a report says, as plain values; {@link Report} turns it into files.
 *
 * <p>Figures are in the unit of the target. A missing value in a list of numbers is NaN. Texts are
 * free: they are escaped where they are written.
 *
 * @param title heading of the page
 * @param task word for the job: {@code forecast}, {@code classify}, {@code regress}
 * @param network what was trained
 * @param data what it was trained on
 * @param training how training went
 * @param results how good the network and the baselines are
 * @param detail what only this kind of task has
 * @param provenance what is needed to make the same weights again
 * @param importance which columns the network goes by
 * @param flow how the gradient flowed in some steps of training, in their order; may be empty
 */
public record ReportData(
    String title,
    String task,
    Network network,
    Data data,
    Training training,
    Results results,
    Detail detail,
    Provenance provenance,
    Importance importance,
    List<GradientRecord> flow) {
  /** Copies the list. */
  public ReportData {
    flow = List.copyOf(flow);
  }

  /** Without a word on the gradient's flow. */
  public ReportData(
      String title,
      String task,
      Network network,
      Data data,
      Training training,
      Results results,
      Detail detail,
      Provenance provenance,
      Importance importance) {
    this(title, task, network, data, training, results, detail, provenance, importance, List.of());
  }

  /** Without a word on the importance of columns. */
  public ReportData(
      String title,
      String task,
      Network network,
      Data data,
      Training training,
      Results results,
      Detail detail,
      Provenance provenance) {
    this(title, task, network, data, training, results, detail, provenance, Importance.NONE);
  }

  /** Name of the part that stopping and choosing look at; its figures are too kind. */
  public static final String VALIDATION = "validation";

  /** Name of the part that nothing was chosen by; the verdict is given on it. */
  public static final String TEST = "test";

  /**
   * Numbers as the lists of this record hold them.
   *
   * @param values in order, NaN where one is missing
   * @return the same values
   */
  public static List<Double> numbers(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /**
   * The network.
   *
   * @param name short, for tables and legends, such as {@code LSTM 2 × 64}
   * @param layers from the input on; may be empty
   * @param parameters how many numbers are trained
   */
  public record Network(String name, List<Layer> layers, long parameters) {
    /** Copies the list. */
    public Network {
      layers = List.copyOf(layers);
    }
  }

  /**
   * One layer of the network.
   *
   * @param name such as {@code LSTM}
   * @param shape what it turns into what, such as {@code 21 → 64}
   * @param parameters how many numbers of it are trained
   */
  public record Layer(String name, String shape, long parameters) {}

  /**
   * The data.
   *
   * @param source file or query, as the user gave it
   * @param rows rows read
   * @param columns the columns used, in their order
   * @param parts the parts it was split into, in order of time
   * @param notes what was done to it that a reader should know, a sentence each
   */
  public record Data(
      String source, long rows, List<Column> columns, List<Part> parts, List<String> notes) {
    /** Copies the lists. */
    public Data {
      columns = List.copyOf(columns);
      parts = List.copyOf(parts);
      notes = List.copyOf(notes);
    }
  }

  /**
   * One column of the data.
   *
   * @param name of the column
   * @param kind such as {@code number}
   * @param role such as {@code target} or {@code known ahead}
   * @param missing values that were missing
   * @param treatment what was done about them, and scaling; may be empty
   */
  public record Column(String name, String kind, String role, long missing, String treatment) {}

  /**
   * One part of the data.
   *
   * @param name such as {@code training}, {@link #VALIDATION} or {@link #TEST}
   * @param from time or number of its first row
   * @param to time or number of its last row
   * @param rows rows in it
   * @param examples windows or sequences in it
   */
  public record Part(String name, String from, String to, long rows, long examples) {}

  /**
   * Training.
   *
   * @param loss what was minimised, for readers
   * @param fit the epochs and how they ended
   * @param phases the seconds that each phase of the run took, in order; one is called training
   * @param advice what stands out, causes before what follows from them, and what to try
   * @param notices what was said while it trained, in that order
   */
  public record Training(
      String loss,
      sluice.train.Training fit,
      List<Phase> phases,
      List<Finding> advice,
      List<Notice> notices) {
    /** Copies the lists. */
    public Training {
      phases = List.copyOf(phases);
      advice = List.copyOf(advice);
      notices = List.copyOf(notices);
    }

    /** Where nothing was said while it trained. */
    public Training(
        String loss, sluice.train.Training fit, List<Phase> phases, List<Finding> advice) {
      this(loss, fit, phases, advice, List.of());
    }

    /** Without advice. */
    public Training(String loss, sluice.train.Training fit, List<Phase> phases) {
      this(loss, fit, phases, List.of());
    }

    /**
     * How long the whole run took.
     *
     * @return seconds
     */
    public double seconds() {
      return phases.stream().mapToDouble(Phase::seconds).sum();
    }
  }

  /**
   * One phase of the run.
   *
   * @param name such as {@code reading data}
   * @param seconds how long it took
   */
  public record Phase(String name, double seconds) {}

  /**
   * The scores.
   *
   * @param primary the metric that the verdict goes by; each result should have it
   * @param list the network and the baselines, part by part
   * @param members of an ensemble: each alone, part by part; none of a single network
   * @param note on the members, a sentence; may be empty
   */
  public record Results(Metric primary, List<Result> list, List<Result> members, String note) {
    /** Copies the lists. */
    public Results {
      list = List.copyOf(list);
      members = List.copyOf(members);
    }

    /** Of a single network. */
    public Results(Metric primary, List<Result> list) {
      this(primary, list, List.of(), "");
    }

    /**
     * The parts that something was measured on.
     *
     * @return their names, the test part first, then as they come
     */
    public List<String> parts() {
      List<String> names = list.stream().map(Result::part).distinct().toList();
      return names.stream()
          .sorted((a, b) -> Boolean.compare(b.equals(TEST), a.equals(TEST)))
          .toList();
    }

    /**
     * What was measured on one part.
     *
     * @param part its name
     * @return the results in their order
     */
    public List<Result> of(String part) {
      return list.stream().filter(result -> result.part().equals(part)).toList();
    }
  }

  /**
   * How good one of them is on one part.
   *
   * @param part the part of the data that the scores were measured on
   * @param name of the network or the baseline
   * @param baseline whether it is a baseline
   * @param examples windows or sequences measured
   * @param scores one a metric
   */
  public record Result(
      String part, String name, boolean baseline, long examples, List<Score> scores) {
    /** Copies the list. */
    public Result {
      scores = List.copyOf(scores);
    }

    /**
     * The score by one metric.
     *
     * @param metric which one
     * @return the score, empty if it was not measured
     */
    public Optional<Score> score(Metric metric) {
      return scores.stream().filter(score -> score.metric().equals(metric)).findFirst();
    }
  }

  /**
   * What is needed to make the same weights again, and to know them.
   *
   * @param version of Sluice
   * @param seed of the run
   * @param kernels which kernels computed, such as {@code vector, 256 bits}
   * @param threads how many computed
   * @param weightsSha256 digest of the weights
   * @param dataDigest digest of the data
   * @param settings the whole experiment as YAML
   */
  public record Provenance(
      String version,
      long seed,
      String kernels,
      int threads,
      String weightsSha256,
      String dataDigest,
      String settings) {}
}
