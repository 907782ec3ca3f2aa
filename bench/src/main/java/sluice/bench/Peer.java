package sluice.bench;

import java.util.Locale;
import java.util.Optional;

/** An engine that Sluice is compared with, by the main class of its process. */
enum Peer {
  /** PyTorch's library in C++. */
  LIBTORCH("sluice.bench.Libtorch"),
  /** Deeplearning4j on ND4J's native library. */
  DL4J("sluice.bench.Deeplearning4j"),
  /** Microsoft's inference engine. */
  ONNXRUNTIME("sluice.bench.OnnxRuntime"),
  /** Nested loops in plain Java. */
  TEXTBOOK("sluice.bench.Textbook");

  /** Sluice's own main class. */
  static final String SLUICE = "sluice.bench.Sluice";

  private final String main;

  Peer(String main) {
    this.main = main;
  }

  /** Its main class. */
  String main() {
    return main;
  }

  /** Whether it is so far away that one comparison says enough, unless more are asked for. */
  boolean slow() {
    return this == DL4J || this == TEXTBOOK;
  }

  /** Why it is not compared on a workload with so many threads; empty if it is. */
  Optional<String> obstacle(Workload work, int threads) {
    if (this == ONNXRUNTIME && work.training()) {
      return Optional.of("it only predicts");
    }
    if (this == TEXTBOOK && threads > 1) {
      return Optional.of("it has one thread");
    }
    if (this == TEXTBOOK && (work == Workload.C4 || work == Workload.C6)) {
      return Optional.of("a step would take minutes");
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
