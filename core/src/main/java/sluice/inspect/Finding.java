package sluice.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One thing that a look at a training has found, with the figures behind it and what to try.
 *
 * @param kind what was found
 * @param severity how much it matters
 * @param sentence what was found, in words, with its figures; one sentence or two
 * @param figures the figures behind it, in the order in which they count
 * @param remedies what to try, the most promising first
 */
public record Finding(
    Kind kind, Severity severity, String sentence, List<Figure> figures, List<String> remedies)
    implements Comparable<Finding> {
  public Finding {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(severity);
    figures = List.copyOf(figures);
    remedies = List.copyOf(remedies);
    if (sentence.isBlank() || figures.isEmpty() || remedies.isEmpty()) {
      throw new IllegalArgumentException(
          "a finding needs a sentence, a figure and a remedy: " + kind.key());
    }
  }

  /** With the remedies of its kind. */
  public Finding(Kind kind, Severity severity, String sentence, Figure... figures) {
    this(kind, severity, sentence, List.of(figures), kind.remedies());
  }

  /**
   * One figure behind a finding.
   *
   * @param name stable, in small letters with underscores
   * @param value finite
   */
  public record Figure(String name, double value) {
    public Figure {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the figure " + name + " of a finding must be finite, was " + value);
      }
    }
  }

  /** How much a finding matters. */
  public enum Severity {
    /** The run is not to be relied on before this is looked at. */
    SERIOUS,
    /** The run is of use; it could be better. */
    MILD
  }

  /** What can be found, causes before what follows from them: the order of findings. */
  public enum Kind {
    /** A column that alone gives the target away. */
    LEAK(
        "Leak suspected",
        "take the column out, unless it is really known when the answer is asked for",
        "look at how the column was made: after the target, or from it"),
    /** So few rows that no figure means much. */
    TOO_FEW_ROWS(
        "Too few rows",
        "more rows",
        "cross-validation in place of one split (sluice tune --folds)",
        "a smaller network, or a stronger penalty"),
    /** The answer is the frequent class, whatever comes in. */
    IMBALANCE(
        "Unequal classes",
        "weights that make the classes equal (data.weight: {classes: balanced})",
        "a threshold chosen on the validation part (decision.threshold)",
        "a stratified split, so that each part has rows of every class",
        "focal loss"),
    /** The gradient grows from step to step or from layer to layer on its way back. */
    EXPLODING_GRADIENT(
        "Exploding gradient",
        "smaller first weights (initialised: {weights: glorot-uniform, recurrent: orthogonal})",
        "clip the norm of the gradients (training.clip: {norm: 1})",
        "a smaller learning rate"),
    /** Nearly every step is cut to the limit. */
    CLIPPED(
        "Clipped at every step",
        "a higher limit (training.clip), about the norm that is usual",
        "a smaller scale of the target or of the loss, of which the gradient is a multiple",
        "a smaller learning rate, if the norm rises while it trains"),
    /** ReLU units that are 0 whatever comes in. */
    DEAD_UNITS(
        "Dead ReLU units",
        "a smaller learning rate",
        "leaky-relu, elu or gelu in place of relu",
        "He's first weights and biases of 0 (initialised: {weights: he-normal})",
        "scaled inputs"),
    /** Gates that are open or shut whatever comes in, and so learn nothing. */
    SATURATED_GATES(
        "Saturated gates",
        "smaller first weights and biases (initialised)",
        "a smaller learning rate, or clipping",
        "scaled inputs",
        "layer normalisation in the cell"),
    /** The gradient dies away on its way back. */
    VANISHING_GRADIENT(
        "Vanishing gradient",
        "relu or gelu in place of sigmoid or tanh between layers, and He's first weights",
        "residual connections, or fewer layers",
        "layer normalisation"),
    /** The loss jumps up and down. */
    RATE_TOO_HIGH(
        "Learning rate too high",
        "a tenth of the learning rate",
        "let sluice tune --rates find one",
        "a schedule that lowers the rate, or larger batches",
        "clip the norm of the gradients"),
    /** The loss has hardly begun to fall. */
    RATE_TOO_LOW("ten times the learning rate", "let sluice tune --rates find one", "more epochs"),
    /** The network has not learned what could be learned. */
    UNDER_FITTING(
        "Under-fitting",
        "more units or another layer, or another kind of network",
        "more features: products, squares, lags",
        "a weaker penalty, less dropout",
        "more epochs; more rows do not cure this"),
    /** The network knows the training part by heart. */
    OVER_FITTING(
        "Over-fitting",
        "more rows",
        "a smaller network, or fewer inputs",
        "dropout, a stronger penalty, weight decay",
        "early stopping",
        "several networks together");

    private final String label;
    private final List<String> remedies;

    Kind(String label, String... remedies) {
      this.label = label;
      this.remedies = List.of(remedies);
    }

    /** For readers: a heading. */
    public String label() {
      return label;
    }

    /** The stable name in files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What to try, the most promising first. */
    public List<String> remedies() {
      return remedies;
    }
  }

  /** By kind: causes before what follows from them. */
  @Override
  public int compareTo(Finding other) {
    return kind.compareTo(other.kind);
  }
}
