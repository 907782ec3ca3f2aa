package sluice.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.train.Batch;
import sluice.train.Batches;
import sluice.train.Evaluator;

/**
 * What is measured of a trained model before anything is said of it. Losses are means without
 * dropout and without penalties, all by the weights that the model has now; NaN where something
 * could not be measured.
 *
 * @param trainingLoss on a sample of the training part
 * @param validationLoss on the validation part
 * @param constantTraining loss of the best constant answer on the same sample
 * @param constantValidation of the same constant on the validation part
 * @param recurrent each recurrent layer, from the input on
 * @param dead each layer of ReLU units
 * @param gradients of each layer with weights, from the input on, the head last
 */
record Vitals(
    double trainingLoss,
    double validationLoss,
    double constantTraining,
    double constantValidation,
    List<Recurrent> recurrent,
    List<DeadUnits> dead,
    List<LayerGradient> gradients) {
  private static final int BATCHES = 16;

  Vitals {
    recurrent = List.copyOf(recurrent);
    dead = List.copyOf(dead);
    gradients = List.copyOf(gradients);
  }

  /**
   * One recurrent layer in one pass back.
   *
   * @param layer index among the layers
   * @param steps of the longest sequence
   * @param reach share of the largest ‖dh‖ that arrives at the first step
   * @param growth the largest ‖dh‖ over that of the last step
   * @param seen steps from the end until ‖dh‖ falls below a hundredth of the largest
   * @param saturated share of the gates below 0.05 or above 0.95; NaN without gates
   */
  record Recurrent(int layer, int steps, double reach, double growth, int seen, double saturated) {}

  /**
   * The gradient of a layer's matrices.
   *
   * @param layer its name
   * @param relative ‖dW‖ ∕ ‖W‖
   */
  record LayerGradient(String layer, double relative) {}

  /** Share of the constant's loss on the training part that the model has removed. */
  double learned() {
    return 1 - trainingLoss / constantTraining;
  }

  /** How much more loss there is on the validation part, as a share of the constant's there. */
  double gap() {
    return (validationLoss - trainingLoss) / constantValidation;
  }

  /** Measures a model that is trained. Its weights stay as they are. */
  static Vitals of(Model model, Batches training, Optional<Batches> validation, Workers workers) {
    Sample sample = new Sample(training, BATCHES);
    Batches measured = validation.orElse(sample);
    double[] constant = ConstantAnswer.losses(model, sample, measured);
    Pulse pulse = new Pulse();
    List<LayerGradient> gradients = gradients(model, sample, pulse, workers);
    List<Recurrent> recurrent = new ArrayList<>();
    pulse
        .layers()
        .forEach((index, layer) ->
            recurrent.add(
                new Recurrent(
                    index,
                    layer.steps(),
                    layer.reach(),
                    layer.growth(),
                    layer.stepsAbove(0.01),
                    layer.saturated())));
    return new Vitals(
        new Evaluator(model, sample, Reduction.MEAN, workers).loss(),
        validation
            .map(part -> new Evaluator(model, part, Reduction.MEAN, workers).loss())
            .orElse(Double.NaN),
        constant[0],
        validation.isPresent() ? constant[1] : Double.NaN,
        recurrent,
        DeadUnits.of(model.network(), sample),
        gradients);
  }

  /** One pass forward and backward over the first batch of the sample. */
  private static List<LayerGradient> gradients(
      Model model, Sample sample, Pulse pulse, Workers workers) {
    Gradients gradients = new Gradients(model.weights()).workers(workers);
    Batch batch = sample.batch(0, 0, 0, 1);
    gradients.clear();
    model
        .pass(
            PassSettings.training(sample.capacity(1), gradients, new Draw(0))
                .probe(pulse)
                .workers(workers))
        .lossAndGradient(batch.input(), batch.steps(), batch.target(), batch.weights());
    Map<String, double[]> squares = new LinkedHashMap<>(); // of dW, of W
    for (int i = 0; i < gradients.count(); i++) {
      Weight weight = gradients.weight(i);
      if (weight.values().rows() > 1) {
        String layer = weight.name().substring(0, weight.name().lastIndexOf('.'));
        double[] sums = squares.computeIfAbsent(layer, name -> new double[2]);
        sums[0] += square(gradients.gradient(i));
        sums[1] += square(weight.values());
      }
    }
    List<LayerGradient> layers = new ArrayList<>();
    squares.forEach(
        (layer, sums) -> layers.add(new LayerGradient(layer, Math.sqrt(sums[0] / sums[1]))));
    return layers;
  }

  private static double square(Matrix matrix) {
    double sum = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      for (int j = 0; j < matrix.columns(); j++) {
        double value = matrix.get(row, j);
        sum += value * value;
      }
    }
    return sum;
  }
}
