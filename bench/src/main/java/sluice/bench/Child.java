package sluice.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a process of the comparison does: makes one workload ready in one engine, runs it, and tells
 * its {@link Figures} in one line of standard output.
 *
 * <pre>
 *   java … sluice.bench.Sluice C2 2          measures C2 on two threads, for three seconds
 *   java … sluice.bench.Sluice C2 2 10       for ten seconds
 *   java … sluice.bench.Sluice I1 2 first    ends after the first result
 * </pre>
 */
final class Child {
  /** Opens the line that the parent reads; whatever else a library prints is not for it. */
  static final String MARK = "figures: ";

  /** The word for ending after the first result. */
  static final String FIRST = "first";

  private static final String SECONDS = "3";

  private Child() {}

  /** Workload, threads, and seconds or {@value #FIRST}. */
  static void run(Engine engine, String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("usage: WORKLOAD THREADS [SECONDS | " + FIRST + "]");
      System.exit(2);
    }
    Workload work = Workload.valueOf(arguments[0]);
    String mode = arguments.length > 2 ? arguments[2] : SECONDS;
    String told = "{}";
    try (Engine.Task task = engine.prepare(work, Integer.parseInt(arguments[1]))) {
      task.step();
      if (!mode.equals(FIRST)) {
        told = Json.line(measure(engine, task, Double.parseDouble(mode)));
      }
    }
    System.out.println(MARK + told);
    System.out.flush();
    System.exit(0); // whatever threads a library has left
  }

  private static Figures measure(Engine engine, Engine.Task task, double seconds) {
    @Nullable Double firstLoss = loss(task);
    Timing.Times times = new Timing().of(task, seconds);
    return new Figures(
        engine.version(),
        times.median(),
        times.least(),
        times.steps(),
        1 + times.warmUpSteps(),
        times.allocated(),
        Machine.peakBytes(),
        firstLoss,
        loss(task),
        times.disturbance().map(Machine.Disturbance::others).orElse(-1.0),
        times.disturbance().map(Machine.Disturbance::steal).orElse(-1.0));
  }

  private static @Nullable Double loss(Engine.Task task) {
    return Double.isNaN(task.loss()) ? null : task.loss();
  }
}
