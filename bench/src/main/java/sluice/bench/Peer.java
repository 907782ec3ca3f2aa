package sluice.bench;

import java.util.Locale;

/** An engine that Sluice is compared with, by the main class of its process. */
enum Peer {
  /** PyTorch's library in C++. */
  LIBTORCH("sluice.bench.Libtorch", Kind.ALL, true),
  /** Deeplearning4j on ND4J's native library. */
  DL4J("sluice.bench.Deeplearning4j", Kind.ALL, true),
  /** Microsoft's inference engine. */
  ONNXRUNTIME("sluice.bench.OnnxRuntime", Kind.INFERENCE, true),
  /** Nested loops in plain Java. */
  TEXTBOOK("sluice.bench.Textbook", Kind.ALL, false);

  /** Sluice's own main class. */
  static final String SLUICE = "sluice.bench.Sluice";

  private enum Kind {
    ALL,
    INFERENCE
  }

  private final String main;
  private final Kind kind;
  private final boolean threaded;

  Peer(String main, Kind kind, boolean threaded) {
    this.main = main;
    this.kind = kind;
    this.threaded = threaded;
  }

  /** Its main class. */
  String main() {
    return main;
  }

  /** Whether it can do a workload on so many threads. */
  boolean does(Workload work, int threads) {
    return (kind == Kind.ALL || !work.training()) && (threaded || threads == 1);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
