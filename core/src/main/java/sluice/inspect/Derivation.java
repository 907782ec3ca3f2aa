package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.loss.Model;
import sluice.nn.Weight;

/**
 * The gradients of a tiny recurrent net, found in four ways that have nothing in common but the
 * equations of the forward pass.
 *
 * <pre>
 *   L = Σ_t −log softmax(h_t·V + d)[label_t]
 *
 *   1. the sum over steps   ∂L∕∂s_t = Σ_{k≥t} ∂L_k∕∂s_k · J_k ⋯ J_{t+1}      J_t = ∂s_t∕∂s_{t−1}
 *                           ∂L∕∂W  = Σ_t factor_t ⊗ (∂L∕∂s_t · ∂s_t∕∂p_t)
 *   2. back-propagation     {@link Reference}, in double precision
 *   3. the engine           the same in float32: kernels, packing, threads
 *   4. differences          (L(w + ε) − L(w − ε)) ∕ 2ε, in double precision, ε = 1e−5
 * </pre>
 *
 * <p>The first one writes every derivative of a step as a matrix and multiplies the matrices out:
 * no one trains so, and it shows what back-propagation saves.
 *
 * @param cell which cell
 * @param loss L
 * @param steps in rising t
 * @param tensors the gradient of each weight, of the cell and of the head
 * @param memory how c hangs on the c before; of an LSTM of at least two steps
 */
public record Derivation(
    Cell cell, double loss, List<Step> steps, List<Tensor> tensors, Optional<CellMemory> memory) {
  /** What the gradients may differ by, of the largest gradient of their tensor. */
  public static final double BOUND = 1e-6;

  /** The same for the engine, which computes in float32. */
  public static final double ENGINE_BOUND = 1e-4;

  /** A cell whose derivatives are written out. */
  public enum Cell {
    /** Long short-term memory. */
    LSTM("LSTM"),
    /** The plain recurrent layer with tanh. */
    RNN("RNN"),
    /** Gated recurrent unit, reset after the product. */
    GRU("GRU"),
    /** Independently recurrent layer with ReLU. */
    INDRNN("IndRNN");

    private final String label;

    Cell(String label) {
      this.label = label;
    }

    /** Its name as people write it. */
    public String label() {
      return label;
    }
  }

  /**
   * One time step, t = 1 first.
   *
   * @param x its input, [I]
   * @param values gates and states by name, each [H]
   * @param probabilities p = softmax(z), [O]
   * @param label the true class
   * @param dz p − y, the gradient of the head's sums, [O]
   * @param dhFromHead dz·Vᵀ, what this step's own loss says of h, [H]
   * @param dh ∂L∕∂h, this step's and all later losses', [H]
   * @param dcFromOutput the part of ∂L∕∂c that comes through this step's h, [H]; empty without c
   * @param dcFromNext the part that comes from step t+1, [H]; empty without c
   * @param sums gradient of the sums, by gate
   */
  public record Step(
      double[] x,
      Map<String, double[]> values,
      double[] probabilities,
      int label,
      double[] dz,
      double[] dhFromHead,
      double[] dh,
      double[] dcFromOutput,
      double[] dcFromNext,
      List<Sum> sums) {}

  /**
   * The gradient of one gate's sum at one step.
   *
   * @param gate its name
   * @param formula what it is, in the letters of the values
   * @param gradient [H]
   */
  public record Sum(String gate, String formula, double[] gradient) {}

  /**
   * One weight's gradient in four ways, each [rows, columns].
   *
   * @param name of the weight
   * @param terms what each step adds, t = 1 first; empty for the head's
   * @param sum of the terms; for the head by its own equation
   * @param backward by back-propagation in double precision
   * @param engine by back-propagation in float32
   * @param differences by differences
   */
  public record Tensor(
      String name,
      List<double[][]> terms,
      double[][] sum,
      double[][] backward,
      double[][] engine,
      double[][] differences) {

    /** Largest magnitude of a gradient. */
    public double largest() {
      double largest = 0;
      for (double[] row : backward) {
        for (double value : row) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
      return largest;
    }

    /** Largest distance of the sum over steps from back-propagation, of the largest gradient. */
    public double sumError() {
      return error(sum);
    }

    /** The same of float32. */
    public double engineError() {
      return error(engine);
    }

    /** The same of differences. */
    public double differenceError() {
      return error(differences);
    }

    private double error(double[][] other) {
      double worst = 0;
      for (int r = 0; r < backward.length; r++) {
        for (int j = 0; j < backward[r].length; j++) {
          double distance = Math.abs(backward[r][j] - other[r][j]);
          if (!(distance <= worst)) { // NaN counts as worst
            worst = distance;
          }
        }
      }
      return worst == 0 ? 0 : worst / largest();
    }
  }

  /**
   * Derives the gradients of a net with weights, input and labels drawn from a seed.
   *
   * @param cell of the only layer
   * @param size of net and sequence
   * @param seed of all that is drawn
   */
  public static Derivation of(Cell cell, Size size, long seed) {
    TinyNet net = TinyNet.of(cell, size, seed);
    ExplicitChain chain = new ExplicitChain(net);
    Reference reference = Reference.of(net.trial());
    List<double[][]> engine = net.engineGradients();
    Model model = net.model();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < model.weights().size(); i++) {
      Weight weight = model.weights().get(i);
      List<double[][]> terms = chain.terms(i);
      tensors.add(
          new Tensor(
              weight.name(),
              terms,
              chain.gradient(i),
              reference.gradient(weight),
              engine.get(i),
              net.differences(i)));
    }
    Optional<CellMemory> memory =
        cell == Cell.LSTM && size.steps() > 1
            ? Optional.of(CellMemory.of(net, chain))
            : Optional.empty();
    return new Derivation(cell, reference.loss(), chain.steps(), tensors, memory);
  }

  /**
   * How large a net is derived: small enough to be printed and multiplied out.
   *
   * @param inputs I, 1 to 16
   * @param hidden H, 1 to 16
   * @param classes O, 2 to 16
   * @param steps T, 1 to 50
   */
  public record Size(int inputs, int hidden, int classes, int steps) {
    public Size {
      check("inputs", inputs, 1, 16);
      check("hidden", hidden, 1, 16);
      check("classes", classes, 2, 16);
      check("steps", steps, 1, 50);
    }

    private static void check(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            name + " must be from " + least + " to " + most + ", was " + value);
      }
    }
  }

  public Derivation {
    steps = List.copyOf(steps);
    tensors = List.copyOf(tensors);
  }

  /** Whether all ways agree, within {@link #BOUND} and {@link #ENGINE_BOUND}. */
  public boolean agrees() {
    return tensors.stream()
        .allMatch(tensor ->
            tensor.sumError() <= BOUND
                && tensor.differenceError() <= BOUND
                && tensor.engineError() <= ENGINE_BOUND);
  }
}
