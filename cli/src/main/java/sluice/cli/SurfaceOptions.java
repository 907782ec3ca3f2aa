package sluice.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sluice.experiment.SurfaceWays;
import sluice.inspect.Surface;
import sluice.report.SurfaceStudy;

/** The options of {@code inspect landscape} for a known surface. */
final class SurfaceOptions {
  private static final int MOST_STEPS = 100_000;

  @Option(
      names = "--surface",
      paramLabel = "NAME",
      description = "A known one instead: ravine, hill, saddle, plateau or rosenbrock.")
  private @Nullable String surface;

  @Option(
      names = "--optimisers",
      paramLabel = "NAMES",
      split = ",",
      description =
          "Of sgd, momentum, nesterov, adagrad, rmsprop, adadelta, adam, lbfgs, newton. Without:"
              + " all.")
  private @Nullable List<String> optimisers;

  @Option(
      names = "--from",
      paramLabel = "X,Y",
      description = "Where they start. Without: the surface's usual place.")
  private @Nullable String from;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Learning rate of all. Without: one for each that suits the surface.")
  private @Nullable Double rate;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of each, 1 to 100000. Without: 200.")
  private @Nullable Integer steps;

  boolean asked() {
    return surface != null;
  }

  /** The first of these options that was given; empty if none was. */
  Optional<String> given() {
    return Given.first(
        new String[] {"--surface", "--optimisers", "--from", "--rate", "--steps"},
        surface,
        optimisers,
        from,
        rate,
        steps);
  }

  /**
   * The ways that they ask for.
   *
   * @throws IllegalArgumentException if one of them is not what it can be
   */
  SurfaceStudy study() {
    int count = steps == null ? 200 : steps;
    if (count < 1 || count > MOST_STEPS) {
      throw new IllegalArgumentException("--steps must be from 1 to 100000, was " + count);
    }
    if (rate != null && !(rate > 0 && rate <= 1000)) {
      throw new IllegalArgumentException("--rate must be above 0 and at most 1000, was " + rate);
    }
    return SurfaceWays.of(
        surface(),
        optimisers == null ? SurfaceWays.OPTIMISERS : optimisers,
        Optional.ofNullable(from).map(SurfaceOptions::place),
        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
        count);
  }

  private Surface surface() {
    for (Surface one : Surface.values()) {
      if (one.name().equalsIgnoreCase(surface)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "there is no surface "
            + surface
            + "; there are "
            + Arrays.stream(Surface.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  private static double[] place(String text) {
    String[] parts = text.split(",", -1);
    try {
      double[] place = {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
      if (parts.length == 2 && Math.abs(place[0]) <= 1e6 && Math.abs(place[1]) <= 1e6) {
        return place;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "--from must be two numbers, as -9,0, none beyond a million, was " + text);
  }
}
