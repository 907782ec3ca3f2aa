// How far the gradient of the last step reaches in untrained cells: 100 steps, 32 sequences, 16
// inputs and 128 units, random input and a random gradient, eight seeds, norms in double.
//
//   ./build example figures/long-lag/Reach.java

import static sluice.nn.LayerSpec.*;

import module sluice.core;

static final int STEPS = 100;
static final int SEQUENCES = 32;
static final int INPUTS = 16;
static final int HIDDEN = 128;
static final int SEEDS = 8;

void main() {
  IO.println(
      "log10 of what arrives 100 steps earlier; slope a step; share in the last ten steps\n");
  IO.println("| cell | ‖dh‖ | ‖dc‖ | slope | last ten, h | last ten, c |");
  IO.println("| --- | --- | --- | --- | --- | --- |");
  row("tanh RNN", rnn(HIDDEN));
  row("tanh RNN, weights × 1.5", wider(1.5f));
  row("tanh RNN, weights × 2", wider(2));
  row("LSTM, forget bias 0", new LstmSpec(HIDDEN, 0));
  row("LSTM, forget bias 1", new LstmSpec(HIDDEN, 1));
  row("LSTM, forget bias 3", new LstmSpec(HIDDEN, 3));
  row("LSTM, chrono(100)", lstm(HIDDEN).chrono(STEPS));
}

LayerSpec wider(float times) {
  var wide = new Initialiser(Initialiser.Kind.UNIFORM, times / (float) Math.sqrt(HIDDEN));
  return new Initialised(rnn(HIDDEN), Optional.of(wide), Optional.of(wide), Optional.empty());
}

void row(String name, LayerSpec spec) {
  List<Reach> all = IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> reach(spec, seed)).toList();
  boolean cell = all.getFirst().layer().hasCell();
  IO.println(
      "| %s | %s | %s | %s | %s | %s |"
          .formatted(
              name,
              figure(2, all, reach -> StrictMath.log10(reach.hidden().retention(STEPS))),
              cell ? figure(2, all, reach -> StrictMath.log10(reach.cell().retention(STEPS))) : "",
              figure(3, all, reach -> reach.memory().decay().rate()),
              figure(3, all, reach -> reach.hidden().lastShare(10)),
              cell ? figure(3, all, reach -> reach.cell().lastShare(10)) : ""));
}

Reach reach(LayerSpec spec, long seed) {
  Network network = Network.create(INPUTS, spec, seed);
  Steps steps = Steps.equal(STEPS, SEQUENCES);
  Matrix x = normal(steps.rows(), INPUTS, 1000 + seed);
  return Reach.of(network, new Input.Rows(x), steps, normal(SEQUENCES, HIDDEN, 2000 + seed))
      .getFirst();
}

Matrix normal(int rows, int columns, long seed) {
  Matrix values = Matrix.of(rows, columns);
  long key = Rng.key(seed, Rng.DATA, 0, 0, 0, 0);
  for (int j = 0; j < values.size(); j++) {
    values.data()[j] = Rng.normal(key, j);
  }
  return values;
}

/** Mean ± deviation. */
String figure(int digits, List<Reach> all, ToDoubleFunction<Reach> of) {
  double mean = all.stream().mapToDouble(of).average().orElseThrow();
  double squares = all.stream().mapToDouble(of).map(v -> (v - mean) * (v - mean)).sum();
  String form = "%." + digits + "f ± %." + digits + "f";
  return form.formatted(mean, Math.sqrt(squares / (SEEDS - 1))).replace('-', '−');
}
