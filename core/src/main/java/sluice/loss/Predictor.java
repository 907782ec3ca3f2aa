package sluice.loss;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.nn.PassSettings;

/** What answers for sequences: one model, or several that answer as one. */
public sealed interface Predictor permits Model, Ensemble {

  /** The models that answer; at least one. */
  List<Model> members();

  /** Number of values in all weights of all members. */
  long parameters();

  /** Buffers for answers of up to the settings' capacity. */
  Pass pass(PassSettings settings);

  /** One run. One thread at a time. */
  interface Pass {

    /** Answers in the units of the target, [N′, O]; valid until the next call. */
    Matrix predict(Input x, Steps steps);

    /** How the rows of the answers lie. */
    Steps steps();
  }
}
