package sluice.bench;

/** Something that can do the workloads: Sluice, or another library beside it. */
public interface Engine {
  /** Its name on the command line. */
  String name();

  /** Name and version of what computes. */
  String version();

  /** Makes a workload ready: weights, buffers, inputs. Not timed. */
  Task prepare(Workload work, int threads);

  /** A workload made ready. One thread at a time. */
  interface Task extends AutoCloseable {
    /** Does the work once: this is timed. */
    void step();

    /** The loss that the last step found before it changed the weights; NaN without one. */
    double loss();

    /** The hidden states of the last layer that the last step gave, [N, H]; for tests. */
    float[] output();

    /** Frees what the engine holds. */
    @Override
    void close();
  }
}
