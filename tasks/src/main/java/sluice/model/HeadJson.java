package sluice.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import sluice.loss.BalancedCrossEntropy;
import sluice.loss.Contrastive;
import sluice.loss.Head;
import sluice.loss.Hinge;
import sluice.loss.Likeness;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.PerceptronCriterion;
import sluice.loss.Quantiles;
import sluice.loss.RegressionLoss;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.SigmoidFocal;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.SoftmaxFocal;
import sluice.nn.Network;
import sluice.nn.Weight;

/** The head and its loss as JSON: what stands on top of the layers. */
final class HeadJson {
  private static final String LOSSES =
      "squared, absolute, huber, quantile, quantiles, softmax-cross-entropy, sigmoid-cross-entropy,"
          + " softmax-focal, sigmoid-focal, hinge, log-loss, perceptron, contrastive,"
          + " balanced-cross-entropy";

  private static final List<String> KINDS = List.of("dense", "tied", "adaptive", "plain", "pair");

  private HeadJson() {}

  private static String kinds() {
    return String.join(", ", KINDS);
  }

  /**
   * The head's description.
   *
   * @throws IllegalArgumentException if head or loss are of a kind that no file can hold
   */
  static JsonObject write(Head head) {
    if (!KINDS.contains(head.type())) {
      throw new IllegalArgumentException(
          "a head of type \"" + head.type() + "\" cannot be saved, " + kinds() + " can");
    }
    JsonObject json = JsonObject.empty().put("type", head.type()).put("outputs", head.outputSize());
    head.tied().ifPresent(table -> json.put("table", table.name()));
    if (head.type().equals("adaptive")) {
      json.putNumbers("cutoffs", Arrays.stream(head.cutoffs()).asDoubleStream().toArray());
      json.put("narrowing", head.narrowing());
    }
    return head.likeness()
        .map(likeness -> json.put("likeness", likeness.name().toLowerCase(Locale.ROOT)))
        .orElse(json)
        .put("loss", write(head.loss()));
  }

  private static JsonObject write(Loss loss) {
    JsonObject json = JsonObject.empty().put("type", loss.type());
    return switch (loss) {
      case RegressionLoss regression -> write(json, regression);
      case Quantiles(List<Double> quantiles) ->
          json.putNumbers("q", quantiles.stream().mapToDouble(q -> q).toArray());
      case SoftmaxCrossEntropy(double smoothing) -> optional(json, "smoothing", smoothing, 0);
      case SigmoidCrossEntropy(double smoothing, double positive) ->
          optional(optional(json, "smoothing", smoothing, 0), "positive", positive, 1);
      case SoftmaxFocal(double gamma) -> json.put("gamma", gamma);
      case SigmoidFocal(double gamma, double alpha) -> json.put("gamma", gamma).put("alpha", alpha);
      case Hinge _, LogLoss _, PerceptronCriterion _ -> json;
      case Contrastive(double margin) -> json.put("margin", margin);
      case BalancedCrossEntropy(List<Double> yes, List<Double> no) ->
          json.putNumbers("yes", yes.stream().mapToDouble(w -> w).toArray())
              .putNumbers("no", no.stream().mapToDouble(w -> w).toArray());
      default -> throw unsaved(loss);
    };
  }

  private static IllegalArgumentException unsaved(Loss loss) {
    return new IllegalArgumentException(
        "a loss of type \"" + loss.type() + "\" cannot be saved, known are " + LOSSES);
  }

  /** A setting that older files do not know stands there only where it is used. */
  private static JsonObject optional(JsonObject json, String key, double value, double usual) {
    return value == usual ? json : json.put(key, value);
  }

  private static double optional(JsonObject json, String key, double usual) {
    return json.has(key) ? json.number(key) : usual;
  }

  private static JsonObject write(JsonObject json, RegressionLoss loss) {
    return switch (loss) {
      case RegressionLoss.Squared squared -> json;
      case RegressionLoss.Absolute absolute -> json;
      case RegressionLoss.Huber huber -> json.put("delta", huber.delta());
      case RegressionLoss.Quantile quantile -> json.put("q", quantile.q());
      case RegressionLoss.Custom custom -> throw unsaved(custom);
    };
  }

  /** Columns that the described head predicts. */
  static int outputs(JsonObject json) {
    return json.whole("outputs", 1, Integer.MAX_VALUE);
  }

  /** Number of weights that the described head has on top of {@code inputs} columns. */
  static long weights(JsonObject json, int inputs) {
    return switch (json.text("type")) {
      case "dense" -> Math.multiplyExact(inputs + 1L, (long) outputs(json));
      case "tied" -> outputs(json); // the table is the network's
      case "adaptive" -> adaptiveWeights(json, inputs);
      case "plain" -> 0;
      case "pair" -> pairWeights(json, inputs);
      default -> throw unknown(json);
    };
  }

  /**
   * The head that {@code json} describes, on top of a network; its weights still wait for their
   * values.
   */
  static Head read(JsonObject json, Network network) {
    List<String> known = new ArrayList<>(List.of("type", "outputs", "loss"));
    switch (json.text("type")) {
      case "pair" -> known.add("likeness");
      case "tied" -> known.add("table");
      case "adaptive" -> known.addAll(List.of("cutoffs", "narrowing"));
      default -> {} // no more
    }
    json.onlyKeys(known);
    int inputs = network.outputSize();
    Loss loss = loss(json.object("loss"));
    int outputs = outputs(json);
    return switch (json.text("type")) {
      case "dense" -> Head.dense(inputs, outputs, loss, 0);
      case "tied" -> Head.tied(table(json, network, outputs), loss);
      case "adaptive" -> {
        if (!loss.equals(new SoftmaxCrossEntropy())) {
          throw json.wrong("an adaptive head has the loss softmax-cross-entropy");
        }
        try {
          yield Head.adaptive(inputs, outputs, cutoffs(json), narrowing(json), 0);
        } catch (IllegalArgumentException e) {
          throw json.wrong(String.valueOf(e.getMessage()));
        }
      }
      case "plain" -> {
        if (outputs != inputs) {
          throw json.wrong(
              Place.text("a plain head on %d columns has %d outputs", inputs, outputs));
        }
        yield Head.plain(outputs, loss);
      }
      case "pair" -> {
        if (outputs != 1) {
          throw json.wrong(Place.text("a pair head has one output, found %d", outputs));
        }
        Likeness likeness = likeness(json);
        if (loss instanceof Contrastive && likeness != Likeness.DISTANCE) {
          throw json.wrong("the contrastive loss is of a distance");
        }
        yield Head.pair(inputs, likeness, loss, 0);
      }
      default -> throw unknown(json);
    };
  }

  private static int[] cutoffs(JsonObject json) {
    return Arrays.stream(json.numbers("cutoffs")).mapToInt(value -> (int) value).toArray();
  }

  private static int narrowing(JsonObject json) {
    return json.whole("narrowing", 1, Integer.MAX_VALUE);
  }

  private static long adaptiveWeights(JsonObject json, int inputs) {
    int[] cutoffs = cutoffs(json);
    int outputs = outputs(json);
    long first = (cutoffs.length == 0 ? outputs : cutoffs[0]) + (long) cutoffs.length;
    long weights = Math.multiplyExact(inputs + 1L, first);
    long width = inputs;
    for (int i = 0; i < cutoffs.length; i++) {
      width = Math.max(1, width / narrowing(json));
      long size = (i + 1 < cutoffs.length ? cutoffs[i + 1] : outputs) - (long) cutoffs[i];
      weights = Math.addExact(weights, inputs * width + Math.multiplyExact(width + 1, size));
    }
    return weights;
  }

  private static Weight table(JsonObject json, Network network, int outputs) {
    String name = json.text("table");
    Weight table =
        network.weights().stream()
            .filter(weight -> weight.name().equals(name))
            .findFirst()
            .orElseThrow(() -> json.wrong("the layers have no weight \"" + name + "\" to tie to"));
    if (table.values().rows() != outputs || table.values().columns() != network.outputSize()) {
      throw json.wrong(
          Place.text(
              "a head of %d outputs on %d columns cannot be tied to %s",
              outputs, network.outputSize(), table));
    }
    return table;
  }

  private static Likeness likeness(JsonObject json) {
    for (Likeness likeness : Likeness.values()) {
      if (likeness.name().toLowerCase(Locale.ROOT).equals(json.text("likeness"))) {
        return likeness;
      }
    }
    throw json.wrong(
        "unknown likeness \"" + json.text("likeness") + "\", known are cosine, distance, dense");
  }

  private static long pairWeights(JsonObject json, int inputs) {
    if (json.object("loss").text("type").equals("contrastive")) {
      return 0;
    }
    return 1 + (likeness(json) == Likeness.DENSE ? 2L * inputs : 1);
  }

  private static RuntimeException unknown(JsonObject json) {
    return json.wrong("unknown head type \"" + json.text("type") + "\", known are " + kinds());
  }

  private static Loss loss(JsonObject json) {
    String type = json.text("type");
    try {
      return switch (type) {
        case "squared" -> only(json, new RegressionLoss.Squared());
        case "absolute" -> only(json, new RegressionLoss.Absolute());
        case "huber" -> only(json, new RegressionLoss.Huber(json.number("delta")), "delta");
        case "quantile" -> only(json, new RegressionLoss.Quantile(json.number("q")), "q");
        case "quantiles" ->
            only(json, new Quantiles(DoubleStream.of(json.numbers("q")).boxed().toList()), "q");
        case "softmax-cross-entropy" ->
            only(json, new SoftmaxCrossEntropy(optional(json, "smoothing", 0)), "smoothing");
        case "sigmoid-cross-entropy" ->
            only(
                json,
                new SigmoidCrossEntropy(
                    optional(json, "smoothing", 0), optional(json, "positive", 1)),
                "smoothing",
                "positive");
        case "softmax-focal" -> only(json, new SoftmaxFocal(json.number("gamma")), "gamma");
        case "sigmoid-focal" ->
            only(
                json,
                new SigmoidFocal(json.number("gamma"), json.number("alpha")),
                "gamma",
                "alpha");
        case "hinge" -> only(json, new Hinge());
        case "log-loss" -> only(json, new LogLoss());
        case "perceptron" -> only(json, new PerceptronCriterion());
        case "contrastive" -> only(json, new Contrastive(json.number("margin")), "margin");
        case "balanced-cross-entropy" ->
            only(
                json,
                new BalancedCrossEntropy(
                    DoubleStream.of(json.numbers("yes")).boxed().toList(),
                    DoubleStream.of(json.numbers("no")).boxed().toList()),
                "yes",
                "no");
        default -> throw json.wrong("unknown loss \"" + type + "\", known are " + LOSSES);
      };
    } catch (IllegalArgumentException e) {
      throw json.wrong(String.valueOf(e.getMessage())); // a loss that checked its settings
    }
  }

  private static Loss only(JsonObject json, Loss loss, String... settings) {
    List<String> known = new ArrayList<>(List.of(settings));
    known.add("type");
    json.onlyKeys(known);
    return loss;
  }
}
