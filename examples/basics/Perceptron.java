// A perceptron learns AND, OR and NAND by its own rule; XOR it never learns, but three of them make it.
//
//   ./build example basics/Perceptron.java

import static sluice.nn.LayerSpec.*;

import module sluice.core;

static final float[][][] INPUTS = {{{0, 0}}, {{0, 1}}, {{1, 0}}, {{1, 1}}};

void main() {
  Model and = learn("AND", new float[] {0, 0, 0, 1});
  Model or = learn("OR", new float[] {0, 1, 1, 1});
  Model nand = learn("NAND", new float[] {1, 1, 1, 0});
  Model _ = learn("XOR", new float[] {0, 1, 1, 0});

  // XOR by hand, of the three that were learned: AND of NAND and OR.
  StringBuilder xor = new StringBuilder();
  for (float[][] x : INPUTS) {
    float[] between = {answer(nand, x[0]), answer(or, x[0])};
    xor.append(" ").append((int) answer(and, between));
  }
  IO.println("AND(NAND, OR) =" + xor);
}

// From weights of 0, which a single layer may have, at rate 1, one example a step.
Model learn(String name, float[] truth) {
  Model model =
      new Model(Network.create(2, lastStep(), 1), Head.dense(2, 1, new PerceptronCriterion(), 1));
  for (Weight weight : model.weights()) {
    weight.values().fill(0);
    weight.changed();
  }
  float[][][] labels = new float[4][1][1];
  for (int i = 0; i < 4; i++) {
    labels[i][0][0] = truth[i];
  }
  new Trainer(
          model,
          TrainConfig.DEFAULT.epochs(100),
          Clip.NONE,
          gradients -> new Sgd(new Sgd.Config(1, 0), gradients, Clip.NONE))
      .fit(ArrayBatches.labels(INPUTS, labels, 1), Optional.empty(), Hooks.none());
  Matrix w = model.weights().get(0).values();
  StringBuilder answers = new StringBuilder();
  int right = 0;
  for (int i = 0; i < 4; i++) {
    float answer = answer(model, INPUTS[i][0]);
    answers.append(" ").append((int) answer);
    right += answer == truth[i] ? 1 : 0;
  }
  IO.println(
      "%s =%s, %d of 4 right; weights %.0f, %.0f, bias %.0f"
          .formatted(
              name,
              answers,
              right,
              w.get(0, 0),
              w.get(1, 0),
              model.weights().get(1).values().get(0, 0)));
  return model;
}

float answer(Model model, float[] x) {
  return model
      .pass(PassSettings.predicting(Capacity.of(1, 1)))
      .predict(new Input.Rows(Matrix.of(x)), Steps.equal(1, 1))
      .get(0, 0);
}
