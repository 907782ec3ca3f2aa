package sluice.data;

/** Windows as examples: what goes in is the window's; what is to come out is the job's. */
public interface WindowExamples extends Examples {

  /** What goes in. */
  WindowInputs rows();

  /** What is asked of them. */
  Questions questions();

  /** A window for each question. */
  default Windows windows() {
    return questions().windows();
  }

  @Override
  default int count() {
    return rows().windows().count();
  }

  @Override
  default int targetSteps() {
    return questions().steps();
  }

  @Override
  default int inputs() {
    return rows().width();
  }

  @Override
  default int steps(int example) {
    return rows().steps(example);
  }

  @Override
  default int maxSteps() {
    return rows().maxSteps();
  }

  @Override
  default void input(int example, float[] into) {
    rows().copy(example, into);
  }
}
