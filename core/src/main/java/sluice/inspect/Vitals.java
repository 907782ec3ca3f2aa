package sluice.inspect;

import java.util.List;
import java.util.Optional;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Workers;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.PassSettings;
import sluice.optim.Clip;
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
    List<Pulse.Recurrent> recurrent,
    List<DeadUnits> dead,
    List<Pulse.LayerGradient> gradients) {
  private static final int BATCHES = 16;

  Vitals {
    recurrent = List.copyOf(recurrent);
    dead = List.copyOf(dead);
    gradients = List.copyOf(gradients);
  }

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
    Pulse pulse = pulse(model, sample, workers);
    return new Vitals(
        new Evaluator(model, sample, Reduction.MEAN, workers).loss(),
        validation
            .map(part -> new Evaluator(model, part, Reduction.MEAN, workers).loss())
            .orElse(Double.NaN),
        constant[0],
        validation.isPresent() ? constant[1] : Double.NaN,
        pulse.recurrent(),
        DeadUnits.of(model.network(), sample),
        pulse.layers());
  }

  /** One pass forward and backward over the first batch of the sample. */
  private static Pulse pulse(Model model, Sample sample, Workers workers) {
    Gradients gradients = new Gradients(model.weights()).workers(workers);
    Recorder recorder = new Recorder(model.network(), 1, Clip.NONE, recording -> {});
    Batch batch = sample.batch(0, 0, 0, 1);
    gradients.clear();
    recorder.stepBegins(1, gradients);
    recorder.evaluationBegins();
    model
        .pass(
            PassSettings.training(sample.capacity(1), gradients, new Draw(0))
                .probe(recorder)
                .workers(workers))
        .lossAndGradient(batch.input(), batch.steps(), batch.target(), batch.weights());
    gradients.finish(1);
    recorder.evaluationEnds(gradients, 1);
    recorder.stepEnds(gradients);
    return Pulse.of(recorder.recording());
  }
}
