package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.optim.Treated;
import sluice.train.Batch;
import sluice.train.Scene;

/**
 * A training step that is made once more, under watch, as the trainer makes it: groups one after
 * the other, each forward and backward, then all gradients together, then the update.
 */
final class Replay {
  private final Scene scene;
  private final Model model;
  private final Search search = new Search();
  private final float[] slab; // carried states by id

  Replay(Scene scene) {
    this.scene = scene;
    model = scene.model();
    int length = scene.batches().carried() * model.network().stateLength();
    slab = scene.carried().length > 0 ? scene.carried().clone() : new float[length];
  }

  Search search() {
    return search;
  }

  void run() {
    if (scene.validation()) {
      Pass pass = new Pass(scene.batches().capacity(1), Optional.empty());
      for (int index = 0; index < scene.batches().count() && !search.done(); index++) {
        search.group(1);
        pass.run(scene.batches().batch(0, index, 0, 1));
      }
    } else {
      trainingStep();
    }
    scene.spoilt().ifPresent(this::update);
  }

  private void trainingStep() {
    int wanted = scene.config().groups();
    Gradients total = new Gradients(model.weights());
    Treated treated = new Treated(scene.config().treatments(), total);
    Gradients part = wanted == 1 ? total : total.another();
    Pass pass = new Pass(scene.batches().capacity(wanted), Optional.of(part));
    int groups = scene.batches().groups(scene.index(), wanted);
    double divisor = 0;
    total.clear();
    for (int group = 0; group < groups && !search.done(); group++) {
      part.clear();
      search.group(group + 1);
      pass.run(scene.batches().batch(scene.epoch(), scene.index(), group, groups));
      divisor += pass.divisor;
      if (part != total) {
        total.add(part);
        all("the sum of the groups' gradients", total);
      }
    }
    double scale = divisor > 0 ? 1 / divisor : 0;
    total.finish(scale);
    one("the factor that makes the sums a mean, 1 ∕ the sum of the rows' weights", (float) scale);
    one("the penalties of the weights", treated.penalise());
    all("the gradient with the penalty", total);
    one("the norm of all gradients", total.norm());
  }

  private void all(String what, Gradients gradients) {
    for (int i = 0; i < gradients.count(); i++) {
      search.weight(Phase.GRADIENT, what, gradients.weight(i), gradients.gradient(i));
    }
  }

  private void one(String what, double value) {
    if (!Double.isFinite(value)) {
      Place nowhere = new Place("", "", "", "", Optional.empty(), -1, -1);
      search.found(new Fault(Phase.GRADIENT, what, nowhere, value, List.of()));
    }
  }

  private void update(Scene.Spoilt spoilt) {
    String layer = spoilt.weight().substring(0, spoilt.weight().lastIndexOf('.'));
    Place place =
        new Place(layer, "", "", spoilt.weight(), Optional.empty(), spoilt.row(), spoilt.column());
    String what =
        spoilt.tensor().isEmpty()
            ? "the update"
            : "the optimiser's tensor " + spoilt.tensor() + " in the update";
    List<Fault.Figure> figures = new ArrayList<>();
    figures.add(new Fault.Figure("value before", spoilt.before()));
    figures.add(new Fault.Figure("gradient", spoilt.gradient()));
    search.found(new Fault(Phase.UPDATE, what, place, spoilt.after(), figures));
  }

  /** Forward, and backward where there are gradients, of one group after another. */
  private final class Pass {
    private final Optional<Gradients> gradients;
    private final LeafSearch leaves;
    private final DataSearch data = new DataSearch(search);
    private final HeadSearch heads = new HeadSearch(search, model.head());
    private final Network.Pass layers;
    private final Head.Pass head;
    private final Matrix dh; // [N, H]
    private double divisor;

    Pass(Capacity capacity, Optional<Gradients> gradients) {
      this.gradients = gradients;
      CellSearch cells = new CellSearch(search, model.network());
      leaves = new LeafSearch(search, cells, gradients);
      Draw draw = new Draw(scene.config().seed());
      draw.at(scene.epoch(), scene.index());
      layers =
          model
              .network()
              .watched(leaves)
              .pass(new PassSettings(capacity, gradients, cells, draw, Workers.serial(), false));
      int rows = model.network().capacityAfter(capacity).rows();
      head = model.head().pass(rows, gradients, Workers.serial());
      dh = Matrix.of(gradients.isPresent() ? rows : 0, model.network().outputSize());
    }

    void run(Batch batch) {
      Steps steps = batch.steps();
      data.input(batch.input(), steps);
      before(batch);
      data.start(layers.start(), steps);
      Matrix h = layers.forward(batch.input(), steps);
      after(batch);
      head.layout(layers.steps());
      data.target(batch, layers.steps());
      model.head().weights().forEach(leaves::weight);
      int outputs = model.head().loss().outputs(model.head().outputSize());
      divisor = scene.config().reduction().divisor(layers.steps(), batch.weights(), outputs);
      penalty();
      if (gradients.isEmpty()) {
        double loss = head.loss(h, batch.target(), batch.weights());
        if (!Double.isFinite(loss)) {
          heads.rows(h, layers.steps(), batch.target(), batch.weights(), loss);
        }
        return;
      }
      gradients.get().lossWeight(divisor);
      back(batch, h);
    }

    private void back(Batch batch, Matrix h) {
      double loss = head.lossAndGradient(h, batch.target(), batch.weights(), dh);
      boolean fine =
          Double.isFinite(loss)
              && Search.first(dh, 0, dh.rows(), 0, dh.columns()) < 0
              && model.head().weights().stream().noneMatch(leaves::spoilt);
      if (!fine) {
        heads.rows(h, layers.steps(), batch.target(), batch.weights(), loss);
      }
      model.head().weights().forEach(leaves::gradient);
      heads.handedDown(dh, layers.steps());
      search.note(false, "head", dh);
      layers.backward(dh);
    }

    private void penalty() {
      if (gradients.isPresent()) {
        one("the penalties of the layers' outputs", layers.penalty());
      }
    }

    /** Fills the initial states, as the trainer does. */
    private void before(Batch batch) {
      Matrix start = layers.start();
      int length = start.columns();
      for (int b = 0; b < batch.steps().sequences(); b++) {
        int at = start.at(b);
        if (batch.fresh() || batch.steps().begins(b) || slab.length == 0) {
          Arrays.fill(start.data(), at, at + length, 0);
        } else {
          int slot = Math.toIntExact(batch.steps().id(b)) * length;
          System.arraycopy(slab, slot, start.data(), at, length);
        }
      }
    }

    private void after(Batch batch) {
      Matrix end = layers.end();
      for (int b = 0; b < batch.steps().sequences() && slab.length > 0; b++) {
        int slot = Math.toIntExact(batch.steps().id(b)) * end.columns();
        System.arraycopy(end.data(), end.at(b), slab, slot, end.columns());
      }
    }
  }
}
