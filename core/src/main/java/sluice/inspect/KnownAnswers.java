package sluice.inspect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import sluice.inspect.SelfTest.Check;
import sluice.inspect.SelfTest.Kind;
import sluice.kernel.KernelEquality;
import sluice.kernel.Kernels;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Sgd;

/** Values that are known from elsewhere, and bits that every machine must give. */
final class KnownAnswers {
  /** First row of h of the known case, from numpy. */
  private static final double[] KNOWN = {
    0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904
  };

  /** The tenth iterate down the hill x²∕10 + sin x from −9 with rate 0.4. */
  private static final double TENTH = -5.975433;

  /**
   * CRC-32C of the weights of {@link #trained}: the same on every machine, whatever its kernels.
   */
  private static final long TRAINED = 0xf9c5ab69L;

  private static final int MANY = 5_000;

  private KnownAnswers() {}

  /** The proofs by the names of what they look at. */
  static SequencedMap<String, Supplier<Check>> proofs() {
    SequencedMap<String, Function<String, Check>> proofs = new LinkedHashMap<>();
    proofs.put("an LSTM's step, a textbook's case", part -> close(part, textbookDistance(), 1e-6));
    proofs.put(
        "descent on a hill, tenth iterate", part -> close(part, Math.abs(tenth() - TENTH), 1e-6));
    proofs.put("a sum of many numbers", part -> close(part, Math.abs(MANY - sum()), 0));
    proofs.put("where a fading gradient ends", part -> close(part, faded(), 0));
    proofs.put(
        "exp, log, tanh, sigmoid, softplus", part -> close(part, KnownFunctions.distance(), 1e-6));
    for (Derivation.Cell cell : Derivation.Cell.values()) {
      proofs.put(cell.label() + ", gradients in four ways", part -> derivation(part, cell));
    }
    proofs.put("weights after twenty steps, the same bits as elsewhere", KnownAnswers::trained);
    for (KernelEquality.Part kernels : KernelEquality.Part.values()) {
      proofs.put(
          "kernels " + kernels.label() + ", scalar against vector", part -> kernels(part, kernels));
    }
    SequencedMap<String, Supplier<Check>> named = new LinkedHashMap<>();
    proofs.forEach((part, proof) -> named.put(part, () -> proof.apply(part)));
    return named;
  }

  /** Holds where something is no more than this away from what is known. */
  static Check close(String part, double distance, double bound) {
    boolean passed = distance <= bound;
    String detail =
        passed ? "" : String.format(Locale.ROOT, "is %.3g off, allowed %.1g", distance, bound);
    return new Check(part, Kind.KNOWN, passed, distance, detail);
  }

  /** Weights, input and states evenly spaced, gates in the order i f o g there. */
  private static double textbookDistance() {
    Network network = Network.create(4, LayerSpec.lstm(5), 0);
    fillFromIfog(network.weights().get(0), -2.1, 1.3);
    fillFromIfog(network.weights().get(1), -0.7, 2.2);
    fillFromIfog(network.weights().get(2), 0.3, 0.7);
    Matrix h0 = linspace(3, 5, -0.3, 0.7);
    Matrix c0 = linspace(3, 5, -0.4, 0.9);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(1, 3)));
    for (int b = 0; b < 3; b++) {
      for (int j = 0; j < 5; j++) {
        pass.start().set(b, j, h0.get(b, j));
        pass.start().set(b, 5 + j, c0.get(b, j));
      }
    }
    Matrix h = pass.forward(new Input.Rows(linspace(3, 4, -0.4, 1.2)), Steps.equal(1, 3));
    double worst = 0;
    for (int j = 0; j < 5; j++) {
      worst = Math.max(worst, Math.abs(h.get(0, j) - KNOWN[j]));
    }
    return worst;
  }

  /** Evenly spaced numbers, row by row. */
  static Matrix linspace(int rows, int columns, double first, double last) {
    Matrix values = Matrix.of(rows, columns);
    for (int j = 0; j < values.size(); j++) {
      values.data()[j] = (float) (first + (last - first) * j / (values.size() - 1));
    }
    return values;
  }

  /** Evenly spaced numbers in columns i f o g, written to columns i f g o. Modified. */
  static void fillFromIfog(Weight weight, double first, double last) {
    Matrix ifog = linspace(weight.values().rows(), weight.values().columns(), first, last);
    int size = weight.values().columns() / 4;
    int[] from = {0, 1, 3, 2};
    for (int r = 0; r < ifog.rows(); r++) {
      for (int j = 0; j < ifog.columns(); j++) {
        weight.values().set(r, j, ifog.get(r, from[j / size] * size + j % size));
      }
    }
    weight.changed();
  }

  /** Σ 1 in double, over more than a block. */
  private static double sum() {
    double[] ones = new double[MANY];
    Arrays.fill(ones, 1);
    return Kernels.get().sum(MANY, ones, 0);
  }

  /** What is left of half of 2⁻¹²⁰, which is dropped, and is gone of its double, which is not. */
  private static double faded() {
    float[] x = {0x1p-121f, -0x1p-121f, 0x1p-119f, -0x1p-119f};
    Kernels.get().cells().dropTiny(1, x.length, x, 0, x.length);
    return Math.abs(x[0]) + Math.abs(x[1]) + Math.abs(x[2] - x[3] - 0x1p-118f);
  }

  private static double tenth() {
    Weight x = new Weight("x", 1, 1, Weight.Role.TRAINED);
    x.values().set(0, 0, -9);
    Gradients gradients = new Gradients(List.of(x));
    Sgd descent = new Sgd(new Sgd.Config(0.4, 0), gradients, Clip.NONE);
    for (int step = 0; step < 10; step++) {
      descent.step(() -> {
        double at = x.values().get(0, 0);
        gradients.clear();
        gradients.gradient(0).set(0, 0, (float) (at / 5 + StrictMath.cos(at)));
        gradients.finish(1);
        return at * at / 10 + StrictMath.sin(at);
      });
    }
    return x.values().get(0, 0);
  }

  /** The sum over steps, back-propagation, differences and the engine agree. */
  private static Check derivation(String part, Derivation.Cell cell) {
    Derivation derivation = Derivation.of(cell, new Derivation.Size(3, 5, 4, 6), 1);
    double worst =
        derivation.tensors().stream()
            .mapToDouble(tensor -> Math.max(tensor.sumError(), tensor.differenceError()))
            .max()
            .orElse(Double.NaN);
    String detail = derivation.agrees() ? "" : "they do not agree, see sluice derive";
    return new Check(part, Kind.KNOWN, derivation.agrees(), worst, detail);
  }

  /** Twenty steps of Adam on a net of two cells: the weights have known bits. */
  private static Check trained(String part) {
    LayerSpec spec =
        LayerSpec.stack(LayerSpec.lstm(24), LayerSpec.dropout(0.2f), LayerSpec.gru(17));
    Network network = Network.create(5, spec, 3);
    Model model = new Model(network, Head.dense(17, 6, new SoftmaxCrossEntropy(), 3));
    Trial trial = Trial.random(model, Steps.of(3, 9, 12, 1, 9), 4);
    Gradients gradients = new Gradients(model.weights());
    Model.Pass pass =
        model.pass(PassSettings.training(Capacity.of(trial.steps()), gradients, trial.draw()));
    Adam adam = new Adam(Adam.Config.DEFAULT.rate(0.01), gradients, Clip.NONE);
    for (int step = 0; step < 20; step++) {
      adam.step(() -> {
        gradients.clear();
        double loss =
            pass.lossAndGradient(trial.input(), trial.steps(), trial.target(), trial.weights());
        gradients.finish(1.0 / trial.target().rows());
        return loss;
      });
    }
    long bits = checksum(model);
    String detail =
        bits == TRAINED
            ? ""
            : String.format(
                Locale.ROOT, "weights have the checksum %08x, elsewhere %08x", bits, TRAINED);
    return new Check(part, Kind.KNOWN, detail.isEmpty(), detail.isEmpty() ? 0 : Double.NaN, detail);
  }

  /** The vector kernels give the bits of the specification. */
  private static Check kernels(String part, KernelEquality.Part kernels) {
    KernelEquality.Result result = KernelEquality.quick(kernels);
    String detail =
        result.possible() ? result.detail() : "no vector kernels here: " + result.detail();
    return new Check(part, Kind.KNOWN, result.equal(), result.equal() ? 0 : Double.NaN, detail);
  }

  private static long checksum(Model model) {
    CRC32C crc = new CRC32C();
    for (Weight weight : model.weights()) {
      for (float value : weight.values().toArray()) {
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          crc.update(bits >>> shift);
        }
      }
    }
    return crc.getValue();
  }
}
