// What L1 and L2 do to weights: of twelve inputs only three have anything to do with the answer.
//
//   ./build example basics/Penalties.java [FOLDER OF THE PICTURE]

import static sluice.nn.LayerSpec.*;

import module sluice.core;

static final int ROWS = 40;
static final int INPUTS = 12;
static final long SEED = 7;
static final double[] TRUE = {2, 0, 0, -1.5, 0, 0, 0, 1, 0, 0, 0, 0};

void main(String[] args) throws IOException {
  double[] none = weights("none", Penalty.NONE);
  double[] l1 = weights("L1 0.2", Penalty.l1(0.2));
  double[] l2 = weights("L2 0.2", Penalty.l2(0.2));
  double[] at = new double[INPUTS];
  Arrays.setAll(at, j -> j + 1);
  new Picture(0, INPUTS + 1, -2, 2.5)
      .line(Picture.GREY, "the truth", at, TRUE)
      .dots(Picture.GREEN, "no penalty", at, none)
      .dots(Picture.BLUE, "L1", at, l1)
      .dots(Picture.ORANGE, "L2", at, l2)
      .save(args, "penalties", "Twelve weights without a penalty, with L1 and with L2");
}

double[] weights(String name, Penalty penalty) {
  float[][][] x = new float[ROWS][1][INPUTS];
  float[][][] y = new float[ROWS][1][1];
  for (int i = 0; i < ROWS; i++) {
    double sum = 0.5 * Rng.normal(SEED + 1, i); // noise
    for (int j = 0; j < INPUTS; j++) {
      x[i][0][j] = Rng.normal(SEED, i * INPUTS + j);
      sum += TRUE[j] * x[i][0][j];
    }
    y[i][0][0] = (float) sum;
  }
  Model model =
      new Model(
          Network.create(INPUTS, lastStep(), SEED),
          Head.dense(INPUTS, 1, new RegressionLoss.Squared(), SEED));
  // A rate that falls: near 0 the slope of L1 does not, and a step of its size would never settle.
  new Trainer(
          model,
          TrainConfig.DEFAULT
              .epochs(3000)
              .schedule(new Schedule.Exponential(0.1, 500, false))
              .treatments(Treatment.all(penalty)),
          Clip.NONE,
          gradients -> new Sgd(new Sgd.Config(0.1, 0), gradients, Clip.NONE))
      .fit(ArrayBatches.values(x, y, ROWS), Optional.empty(), Hooks.none());
  double[] w = new double[INPUTS];
  Arrays.setAll(w, j -> model.weights().getFirst().values().get(j, 0));
  IO.println(
      "%s = %s".formatted(
          name,
          Arrays.stream(w)
              .mapToObj(v -> String.format(Locale.ROOT, "%.3f", v + 0.0))
              .collect(Collectors.joining(" "))));
  IO.println("%s: zeros = %d".formatted(name, Arrays.stream(w).filter(v -> Math.abs(v) < 1e-3).count()));
  return w;
}
