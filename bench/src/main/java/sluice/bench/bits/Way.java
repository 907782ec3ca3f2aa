package sluice.bench.bits;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to run a training: options of the JVM, and how often it is killed.
 *
 * @param name for the table
 * @param small whether it is for the small works only, being slow
 * @param kills how often the process is killed and a new one goes on
 * @param options of the JVM
 */
record Way(String name, boolean small, int kills, List<String> options) {
  private static final String THREADS = "-Dsluice.threads=";

  /** A way for all works on a number of threads. */
  private static Way of(String name, int threads, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(THREADS + threads);
    return new Way(name, false, 0, all);
  }

  /** A way for small works, on two threads. */
  private static Way small(String name, String... options) {
    return new Way(name, true, 0, of(name, 2, options).options);
  }

  /** The options of one of the processes that follow one another: each has other threads. */
  List<String> options(int life) {
    if (kills == 0) {
      return options;
    }
    List<String> all = new ArrayList<>(options);
    all.add(THREADS + (1 + life % 3));
    return all;
  }

  /** All ways, the first of them what the others are compared with. */
  static List<Way> all() {
    List<Way> ways = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3, 4, 7}) {
      ways.add(of("threads " + threads, threads));
    }
    ways.add(of("-Dsluice.lanes=128", 2, "-Dsluice.lanes=128"));
    ways.add(of("-Dsluice.lanes=256", 2, "-Dsluice.lanes=256"));
    ways.add(of("-Dsluice.lanes=512", 2, "-Dsluice.lanes=512"));
    ways.add(of("-XX:MaxVectorSize=16", 2, "-XX:MaxVectorSize=16"));
    ways.add(of("-XX:UseAVX=1", 2, "-XX:UseAVX=1"));
    ways.add(of("-XX:UseAVX=2", 2, "-XX:UseAVX=2"));
    ways.add(of("-Dsluice.kernels=scalar", 2, "-Dsluice.kernels=scalar"));
    ways.add(new Way("killed 10 times", false, 10, List.of()));
    ways.add(small("no FMA: -XX:-UseFMA", "-XX:-UseFMA"));
    ways.add(small("interpreter: -Xint", "-Xint"));
    ways.add(
        small("interpreter, vectors", "-XX:CompileThresholdScaling=20", "-Dsluice.kernels=vector"));
    ways.add(small("C1: -XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=1"));
    ways.add(small("C2: -XX:-TieredCompilation", "-XX:-TieredCompilation"));
    ways.add(small("all compiled: -Xcomp", "-Xcomp"));
    return ways;
  }

  /** A handful, for the small works. */
  static List<Way> few() {
    return List.of(
        new Way("threads 1", true, 0, List.of(THREADS + 1)),
        new Way("threads 3", true, 0, List.of(THREADS + 3)),
        small("-XX:MaxVectorSize=16", "-XX:MaxVectorSize=16"),
        small("scalar", "-Dsluice.kernels=scalar", "-XX:TieredStopAtLevel=1"),
        small("no FMA: -XX:-UseFMA", "-XX:-UseFMA"),
        new Way("killed 3 times", true, 3, List.of("-Dsluice.kernels=scalar")));
  }
}
