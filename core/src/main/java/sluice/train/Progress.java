package sluice.train;

import java.util.ArrayList;
import java.util.List;
import sluice.loss.Model;
import sluice.nn.Weight;
import sluice.optim.Optimizer;
import sluice.optim.Schedule;

/**
 * Where a training stands: the counters and sums that a checkpoint holds besides weights and
 * optimiser.
 *
 * <p>Package-private state of the trainer; every field here is written to checkpoints, and nothing
 * else is.
 */
final class Progress {
  private static final int EPOCH_FIELDS = 9;

  int epoch = 1; // the one being trained
  int batch; // batches of it that are done
  long step; // optimiser steps in all
  double lossSum;
  double divisorSum;
  double normSum;
  long clipped;
  double seconds; // of this epoch before the last resume
  double lastFiniteLoss = Double.NaN;
  double best = Double.POSITIVE_INFINITY;
  int bestEpoch;
  int sinceBest;
  final List<Epoch> epochs = new ArrayList<>();
  final float[][] bestWeights;
  final float[] carried;

  private final Model model;
  private final Optimizer optimizer;
  private final Schedule.Running schedule;
  private final Averages averages;

  Progress(
      Model model,
      Optimizer optimizer,
      Schedule.Running schedule,
      Averages averages,
      int carriedSequences) {
    this.model = model;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.averages = averages;
    if (carriedSequences > 0) {
      model.network().checkStepByStep();
    }
    bestWeights = new float[model.weights().size()][];
    carried = new float[Math.multiplyExact(carriedSequences, model.network().stateLength())];
  }

  /** Begins the next epoch. */
  void nextEpoch() {
    epoch++;
    batch = 0;
    lossSum = 0;
    divisorSum = 0;
    normSum = 0;
    clipped = 0;
    seconds = 0;
  }

  /** Keeps a copy of the weights as the best so far. */
  void keepBest(double loss) {
    best = loss;
    bestEpoch = epoch;
    sinceBest = 0;
    List<Weight> weights = model.weights();
    for (int i = 0; i < bestWeights.length; i++) {
      bestWeights[i] = weights.get(i).values().toArray();
    }
  }

  /** Puts the best weights back, if there are any. */
  void restoreBest() {
    if (bestEpoch > 0) {
      List<Weight> weights = model.weights();
      for (int i = 0; i < bestWeights.length; i++) {
        write(bestWeights[i], weights.get(i));
      }
    }
  }

  Checkpoint save() {
    Checkpoint checkpoint = new Checkpoint();
    List<Weight> weights = model.weights();
    for (int i = 0; i < weights.size(); i++) {
      checkpoint.put("weights/" + weights.get(i).name(), weights.get(i).values().toArray());
    }
    for (int i = 0; i < weights.size() && bestEpoch > 0; i++) {
      checkpoint.put("best/" + weights.get(i).name(), bestWeights[i]);
    }
    for (Optimizer.Named tensor : optimizer.tensors()) {
      checkpoint.put("optimizer/" + tensor.name(), tensor.values().toArray());
    }
    averages.save(checkpoint);
    checkpoint.put("carried", carried.clone());
    checkpoint.put(
        "counters",
        new long[] {epoch, batch, step, optimizer.steps(), clipped, bestEpoch, sinceBest});
    checkpoint.put(
        "sums", new double[] {lossSum, divisorSum, normSum, seconds, lastFiniteLoss, best});
    checkpoint.put("schedule", schedule.state());
    checkpoint.put("epochs", flattened(epochs));
    return checkpoint;
  }

  void restore(Checkpoint checkpoint) {
    List<Weight> weights = model.weights();
    long[] counters = checkpoint.longs("counters");
    epoch = Math.toIntExact(counters[0]);
    batch = Math.toIntExact(counters[1]);
    step = counters[2];
    optimizer.steps(counters[3]);
    clipped = counters[4];
    bestEpoch = Math.toIntExact(counters[5]);
    sinceBest = Math.toIntExact(counters[6]);
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = weights.get(i);
      write(checkpoint.floats("weights/" + weight.name(), weight.size()), weight);
      if (bestEpoch > 0) {
        bestWeights[i] = checkpoint.floats("best/" + weight.name(), weight.size()).clone();
      }
    }
    for (Optimizer.Named tensor : optimizer.tensors()) {
      float[] values = checkpoint.floats("optimizer/" + tensor.name(), tensor.values().size());
      System.arraycopy(values, 0, tensor.values().data(), tensor.values().at(0), values.length);
    }
    averages.restore(checkpoint);
    System.arraycopy(checkpoint.floats("carried", carried.length), 0, carried, 0, carried.length);
    double[] sums = checkpoint.doubles("sums");
    lossSum = sums[0];
    divisorSum = sums[1];
    normSum = sums[2];
    seconds = sums[3];
    lastFiniteLoss = sums[4];
    best = sums[5];
    schedule.restore(checkpoint.doubles("schedule"));
    epochs.clear();
    epochs.addAll(unflattened(checkpoint.doubles("epochs")));
  }

  static void write(float[] values, Weight weight) {
    System.arraycopy(values, 0, weight.values().data(), weight.values().at(0), values.length);
    weight.changed();
  }

  static double[] flattened(List<Epoch> epochs) {
    double[] flat = new double[epochs.size() * EPOCH_FIELDS];
    int at = 0;
    for (Epoch e : epochs) {
      flat[at++] = e.number();
      flat[at++] = e.trainingLoss();
      flat[at++] = e.validationLoss();
      flat[at++] = e.best() ? 1 : 0;
      flat[at++] = e.rate();
      flat[at++] = e.gradientNorm();
      flat[at++] = e.clipped();
      flat[at++] = e.penalty();
      flat[at++] = e.seconds();
    }
    return flat;
  }

  static List<Epoch> unflattened(double[] flat) {
    List<Epoch> epochs = new ArrayList<>();
    for (int at = 0; at + EPOCH_FIELDS <= flat.length; at += EPOCH_FIELDS) {
      epochs.add(
          new Epoch(
              (int) flat[at],
              flat[at + 1],
              flat[at + 2],
              flat[at + 3] == 1,
              flat[at + 4],
              flat[at + 5],
              flat[at + 6],
              flat[at + 7],
              flat[at + 8]));
    }
    return epochs;
  }
}
