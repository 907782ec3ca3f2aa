// Optimisers race down a ravine: f(x, y) = x² ∕ 20 + y², twenty times as steep across as along.
//
//   ./build example basics/Ravine.java [FOLDER OF THE PICTURE]

import module sluice.core;

import sluice.optim.Method; // java.lang.reflect has a Method too

static final int STEPS = 500;

// A place on the way.
record Place(double x, double y) {
  double height() {
    return x * x / 20 + y * y;
  }
}

void main(String[] args) throws IOException {
  List<Place> descent = race("descent", g -> new Sgd(new Sgd.Config(0.9, 0), g, Clip.NONE));
  List<Place> momentum = race("momentum", method(new Method.Momentum(0.1, 0.9)));
  race("nesterov", method(new Method.Nesterov(0.1, 0.9)));
  List<Place> adagrad = race("adagrad", method(new Method.AdaGrad(1.5, 1e-8)));
  race("rmsprop", method(new Method.RmsProp(0.05, 0.9, 1e-8)));
  race("adadelta", method(new Method.AdaDelta(1, 0.9, 1e-3)));
  race("adam", g -> new Adam(Adam.Config.DEFAULT.rate(0.3), g, Clip.NONE));
  race("lbfgs", g -> new Lbfgs(Lbfgs.Config.DEFAULT, g));

  Picture picture = new Picture(-8, 4, -3, 3);
  draw(picture, Picture.ORANGE, "descent", descent);
  draw(picture, Picture.BLUE, "momentum", momentum);
  draw(picture, Picture.GREEN, "AdaGrad", adagrad);
  picture.save(args, "ravine", "Ways down the ravine: descent zigzags, momentum swings, AdaGrad goes straight");
}

Function<Gradients, Optimizer> method(Method method) {
  return gradients -> new Descent(method, gradients, Clip.NONE);
}

// From (−7, 2): how many steps until f stays below 0.001, and how low it is after all of them.
List<Place> race(String name, Function<Gradients, Optimizer> maker) {
  Weight at = new Weight("at", 1, 2, Weight.Role.TRAINED);
  at.values().set(0, 0, -7);
  at.values().set(0, 1, 2);
  Gradients gradients = new Gradients(List.of(at));
  Optimizer optimizer = maker.apply(gradients);
  List<Place> path = new ArrayList<>();
  path.add(place(at));
  int last = 0; // the last step at which it was not yet down
  for (int step = 1; step <= STEPS; step++) {
    optimizer.step(() -> gather(at, gradients));
    path.add(place(at));
    last = place(at).height() < 1e-3 ? last : step;
  }
  IO.println(last == STEPS ? name + " = not down" : name + " = " + (last + 1));
  return path;
}

double gather(Weight at, Gradients gradients) {
  Place place = place(at);
  gradients.clear();
  gradients.gradient(0).set(0, 0, (float) (place.x() / 10));
  gradients.gradient(0).set(0, 1, (float) (2 * place.y()));
  gradients.finish(1);
  return place.height();
}

Place place(Weight at) {
  return new Place(at.values().get(0, 0), at.values().get(0, 1));
}

void draw(Picture picture, String colour, String name, List<Place> path) {
  List<Place> begin = path.subList(0, 40);
  picture.line(
      colour,
      name,
      begin.stream().mapToDouble(Place::x).toArray(),
      begin.stream().mapToDouble(Place::y).toArray());
}
