package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import sluice.inspect.Surface;
import sluice.nn.Gradients;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Descent;
import sluice.optim.Lbfgs;
import sluice.optim.Method;
import sluice.optim.Optimizer;
import sluice.optim.Sgd;
import sluice.report.SurfaceStudy;

/** Sends optimisers down a surface that is known by heart. */
public final class SurfaceWays {
  /** The optimisers by name. */
  public static final List<String> OPTIMISERS =
      List.of(
          "sgd",
          "momentum",
          "nesterov",
          "adagrad",
          "rmsprop",
          "adadelta",
          "adam",
          "lbfgs",
          "newton");

  private static final double MOMENTUM = 0.9;
  private static final double RHO = 0.9;
  private static final double EPSILON = 1e-8;
  private static final double FIRST_STEP = 1e-3; // AdaDelta's ε, which makes it

  private final Surface surface;

  private SurfaceWays(Surface surface) {
    this.surface = surface;
  }

  /**
   * Their ways.
   *
   * @param names of {@link #OPTIMISERS}
   * @param from x and y; without, the surface's usual start
   * @param rate of all; without, one for each that suits the surface
   * @param steps of each, at least 1
   * @throws IllegalArgumentException if there is no such optimiser; says which there are
   */
  public static SurfaceStudy of(
      Surface surface,
      List<String> names,
      Optional<double[]> from,
      OptionalDouble rate,
      int steps) {
    double[] start = from.orElseGet(surface::start);
    SurfaceWays ways = new SurfaceWays(surface);
    List<SurfaceStudy.Way> all = new ArrayList<>();
    for (String name : names) {
      if (!OPTIMISERS.contains(name)) {
        throw new IllegalArgumentException(
            "there is no optimiser " + name + "; there are " + String.join(", ", OPTIMISERS));
      }
      double own = rate.orElseGet(() -> ways.rate(name));
      all.add(
          new SurfaceStudy.Way(
              name,
              own,
              name.equals("newton")
                  ? surface.newton(own, steps, start)
                  : surface.path(maker(name, own), steps, start)));
    }
    return new SurfaceStudy(surface, start, steps, all);
  }

  /** Set by hand, so that each shows how it goes. */
  private double rate(String name) {
    boolean steep = surface == Surface.ROSENBROCK; // up to a thousand times as bent as the others
    return switch (name) {
      case "sgd" ->
          switch (surface) {
            case RAVINE, PLATEAU -> 0.9;
            case HILL, SADDLE -> 0.4;
            case ROSENBROCK -> 0.001;
          };
      case "momentum", "nesterov" -> steep ? 0.0005 : 0.1;
      case "adagrad" -> steep ? 0.3 : 1.5;
      case "rmsprop" -> steep ? 0.02 : 0.05;
      case "adam" -> steep ? 0.1 : 0.3;
      default -> 1;
    };
  }

  private static Function<Gradients, Optimizer> maker(String name, double rate) {
    return gradients ->
        switch (name) {
          case "sgd" -> new Sgd(new Sgd.Config(rate, 0), gradients, Clip.NONE);
          case "adam" -> new Adam(Adam.Config.DEFAULT.rate(rate), gradients, Clip.NONE);
          case "lbfgs" ->
              new Lbfgs(
                  new Lbfgs.Config(
                      rate, Lbfgs.Config.DEFAULT.history(), Lbfgs.Config.DEFAULT.evaluations()),
                  gradients);
          default -> new Descent(method(name, rate), gradients, Clip.NONE);
        };
  }

  private static Method method(String name, double rate) {
    return switch (name) {
      case "momentum" -> new Method.Momentum(rate, MOMENTUM);
      case "nesterov" -> new Method.Nesterov(rate, MOMENTUM);
      case "adagrad" -> new Method.AdaGrad(rate, EPSILON);
      case "rmsprop" -> new Method.RmsProp(rate, RHO, EPSILON);
      default -> new Method.AdaDelta(rate, RHO, FIRST_STEP);
    };
  }
}
