package sluice.inspect;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sluice.inspect.SelfTest.Check;
import sluice.inspect.SelfTest.Kind;
import sluice.inspect.Specimens.Specimen;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** One specimen, asked everything that a self-test asks. */
final class Examination {
  /** How far the engine may be from the equations in double precision, of the largest value. */
  private static final double BOUND = 1e-4;

  private final Specimen specimen;
  private final Model model;
  private final Trial trial;
  private final Workers workers;

  Examination(Specimen specimen, Workers workers) {
    this.specimen = specimen;
    this.workers = workers;
    model = specimen.model();
    trial = Trial.awayFromKinks(model, specimen.steps(), 21);
  }

  void run(Consumer<Check> listener) {
    listener.accept(guarded(Kind.GRADIENT, this::gradient));
    listener.accept(guarded(Kind.EQUATIONS, this::equations));
    listener.accept(guarded(Kind.AGAIN, this::again));
    listener.accept(guarded(Kind.ALONE, this::alone));
    listener.accept(guarded(Kind.THREADS, this::threads));
    boolean everyStep = trial.target().rows() == trial.steps().rows();
    if (everyStep && model.network().needsWholeSequences().isEmpty()) {
      listener.accept(guarded(Kind.STEPS, this::steps));
    }
  }

  /** A proof that ends with an exception has failed; the others are still made. */
  private Check guarded(Kind kind, Supplier<Check> proof) {
    try {
      return proof.get();
    } catch (RuntimeException e) {
      return new Check(specimen.name(), kind, false, Double.NaN, e.toString());
    }
  }

  private Check gradient() {
    GradientCheck.Entry worst = GradientCheck.of(trial, specimen.step()).worst();
    boolean passed = worst.error() <= GradientCheck.BOUND;
    String detail = passed ? "" : worst.toString();
    return new Check(specimen.name(), Kind.GRADIENT, passed, worst.error(), detail);
  }

  private Check equations() {
    PassResult.Distance distance = run(workers).distance(model, Reference.of(trial));
    boolean passed = distance.error() <= BOUND;
    String detail = passed ? "" : distance.where();
    return new Check(specimen.name(), Kind.EQUATIONS, passed, distance.error(), detail);
  }

  private PassResult run(Workers workers) {
    return new PassResult.Runner(trial, workers).run();
  }

  private Check again() {
    PassResult.Runner runner = new PassResult.Runner(trial, Workers.serial());
    PassResult first = runner.run();
    runner.run();
    return bits(Kind.AGAIN, first.difference(runner.run()));
  }

  private Check threads() {
    return bits(Kind.THREADS, run(Workers.serial()).difference(run(workers)));
  }

  private Check bits(Kind kind, Optional<String> difference) {
    return new Check(
        specimen.name(),
        kind,
        difference.isEmpty(),
        difference.isEmpty() ? 0 : Double.NaN,
        difference.orElse(""));
  }

  /** Each sequence predicted alone. */
  private Check alone() {
    Steps steps = trial.steps();
    Network network = model.network();
    Network.Pass all = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix y = all.forward(trial.input(), steps);
    Matrix x = ((Input.Rows) trial.input()).values();
    for (int b = 0; b < steps.sequences(); b++) {
      int length = steps.length(b);
      Matrix own = Matrix.of(length, x.columns());
      for (int t = 0; t < length; t++) {
        System.arraycopy(x.data(), x.at(steps.row(t, b)), own.data(), own.at(t), x.columns());
      }
      Network.Pass alone = network.pass(PassSettings.predicting(new Capacity(length, 1, length)));
      Matrix one = alone.forward(new Input.Rows(own), Steps.equal(length, 1));
      for (int t = 0; t < one.rows(); t++) {
        Optional<String> difference = PassResult.rowDifference(one, t, y, all.steps().row(t, b));
        if (difference.isPresent()) {
          return bits(Kind.ALONE, difference);
        }
      }
    }
    return bits(Kind.ALONE, Optional.empty());
  }

  /** All sequences advanced together, their states kept in a slab. */
  private Check steps() {
    Steps steps = trial.steps();
    Network network = model.network();
    Network.Pass whole = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix y = whole.forward(trial.input(), steps);
    Matrix x = ((Input.Rows) trial.input()).values();
    int count = steps.sequences();
    float[] slab = new float[count * network.stateLength()];
    int[] slots = new int[count];
    for (int b = 0; b < count; b++) {
      slots[b] = count - 1 - b;
    }
    Network.Pass stepping = network.pass(PassSettings.predicting(Capacity.of(1, count)));
    for (int t = 0; t < steps.count(); t++) {
      int alive = steps.alive(t);
      Matrix rows = Matrix.over(x.data(), x.at(steps.offset(t)), alive, x.columns());
      Matrix out = stepping.step(slab, slots, new Input.Rows(rows));
      for (int b = 0; b < alive; b++) {
        Optional<String> difference = PassResult.rowDifference(out, b, y, steps.row(t, b));
        if (difference.isPresent()) {
          return bits(Kind.STEPS, difference);
        }
      }
    }
    return bits(Kind.STEPS, Optional.empty());
  }
}
