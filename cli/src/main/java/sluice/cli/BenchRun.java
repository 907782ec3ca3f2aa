package sluice.cli;

import java.util.List;
import java.util.Locale;
import sluice.model.JsonObject;
import sluice.speed.Speed;

/** What {@code sluice bench} does: measures, and shows it as a table or as JSON. */
final class BenchRun {
  private final Console console;

  /**
   * On a console.
   *
   * @param console where it writes
   */
  BenchRun(Console console) {
    this.console = console;
  }

  /** Measures on one thread and on {@code threads}; gives the exit code. */
  int run(int threads, double seconds, boolean json) {
    console.say(String.format(Locale.ROOT, "measuring, about %s …", Figures.seconds(seconds)));
    Speed speed = Speed.measure(threads, seconds);
    console.result(json ? json(speed) : text(speed));
    return 0;
  }

  private static String text(Speed speed) {
    StringBuilder text = new StringBuilder();
    text.append("kernels ").append(speed.kernels()).append('\n');
    for (Speed.PeakFigure peak : speed.peaks()) {
      text.append(String.format(Locale.ROOT, "%nOn %s%n", Figures.count(peak.threads(), "thread")));
      line(text, "peak of multiply-adds", peak.gflops(), "GFLOP/s", "");
      for (Speed.ProductFigure product : speed.products()) {
        if (product.threads() == peak.threads()) {
          String shape =
              String.format(
                  Locale.ROOT,
                  "product [%d, %d]·[%d, %d]",
                  product.rows(),
                  product.terms(),
                  product.terms(),
                  product.columns());
          line(
              text,
              shape,
              product.gflops(),
              "GFLOP/s",
              Figures.percent(product.share()) + " of the peak");
        }
      }
      for (Speed.TrainingFigure training : speed.trainings()) {
        if (training.threads() == peak.threads()) {
          line(
              text,
              "training step, LSTM of 256 units",
              training.milliseconds(),
              "ms",
              Figures.count(Math.round(training.tokens())) + " characters a second");
        }
      }
      for (Speed.LatencyFigure latency : speed.latencies()) {
        if (latency.threads() == peak.threads()) {
          String what =
              latency.what().equals("sequence")
                  ? "168 steps through two layers of 64"
                  : "one step of a layer of 256";
          String slowest = "99 of 100 within " + Figures.of(latency.slowest());
          line(text, what, latency.microseconds(), "µs", slowest);
        }
      }
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, String what, double value, String unit, String more) {
    String line =
        String.format(Locale.ROOT, "  %-36s %8s %-8s %s", what, Figures.of(value), unit, more);
    text.append(line.stripTrailing()).append('\n');
  }

  private static String json(Speed speed) {
    List<JsonObject> peaks =
        speed.peaks().stream()
            .map(p -> JsonObject.empty().put("threads", p.threads()).put("gflops", p.gflops()))
            .toList();
    List<JsonObject> products =
        speed.products().stream()
            .map(p ->
                JsonObject.empty()
                    .put("rows", p.rows())
                    .put("terms", p.terms())
                    .put("columns", p.columns())
                    .put("threads", p.threads())
                    .put("gflops", p.gflops())
                    .put("share_of_peak", p.share()))
            .toList();
    List<JsonObject> trainings =
        speed.trainings().stream()
            .map(t ->
                JsonObject.empty()
                    .put("threads", t.threads())
                    .put("step_ms", t.milliseconds())
                    .put("tokens_per_second", t.tokens()))
            .toList();
    List<JsonObject> latencies =
        speed.latencies().stream()
            .map(l ->
                JsonObject.empty()
                    .put("what", l.what())
                    .put("threads", l.threads())
                    .put("median_us", l.microseconds())
                    .put("p99_us", l.slowest()))
            .toList();
    return JsonObject.empty()
        .put("kernels", speed.kernels())
        .putObjects("peaks", peaks)
        .putObjects("products", products)
        .putObjects("training", trainings)
        .putObjects("inference", latencies)
        .toString();
  }
}
