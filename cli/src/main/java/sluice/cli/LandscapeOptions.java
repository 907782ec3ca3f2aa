package sluice.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sluice.data.Part;
import sluice.experiment.DataSource;
import sluice.experiment.LandscapeSettings;

/** The options of {@code inspect landscape} for a trained model. */
final class LandscapeOptions {
  @Parameters(
      paramLabel = "MODEL|RUN",
      arity = "0..1",
      description = "The model file, or the folder of its run; without, --surface.")
  private @Nullable Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Without: what the model was trained on; - for CSV on standard input.")
  private @Nullable String data;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Of what it was trained on: training, validation or test. Without: training.")
  private @Nullable String part;

  @Option(
      names = "--directions",
      paramLabel = "WAY",
      description =
          "What spans the plane: random; start, the way from the untrained weights; path, that of"
              + " the epochs, which trains once more. Without: random.")
  private @Nullable String directions;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Places along each direction, odd, 3 to 201. Without: 25.")
  private @Nullable Integer points;

  @Option(
      names = "--reach",
      paramLabel = "R",
      description = "How far to each side, in lengths of the directions. Without: 1, or 1.25.")
  private @Nullable Double reach;

  @Option(
      names = "--examples",
      paramLabel = "N",
      description = "At most so many. Without: as many as take about half a minute.")
  private @Nullable Integer examples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the random directions. Without: 42.")
  private @Nullable Long seed;

  @Option(
      names = "--member",
      paramLabel = "N",
      description = "Which network of an ensemble, from 1.")
  private @Nullable Integer member;

  boolean asked() {
    return model != null;
  }

  /** The first of these options that was given; empty if none was. */
  Optional<String> given() {
    return Given.first(
        new String[] {
          "a model",
          "--data",
          "--part",
          "--directions",
          "--points",
          "--reach",
          "--examples",
          "--seed",
          "--member"
        },
        model,
        data,
        part,
        directions,
        points,
        reach,
        examples,
        seed,
        member);
  }

  /**
   * What they ask for.
   *
   * @param source of {@code --data}
   * @throws IllegalArgumentException if one of them is not what it can be
   */
  LandscapeSettings settings(Function<String, DataSource> source) {
    LandscapeSettings.Directions way =
        word("--directions", LandscapeSettings.Directions.class, directions)
            .orElse(LandscapeSettings.Directions.RANDOM);
    int count = points == null ? 25 : points;
    double far = reach == null ? (way == LandscapeSettings.Directions.RANDOM ? 1 : 1.25) : reach;
    if (count < 3 || count > 201 || count % 2 == 0) {
      throw new IllegalArgumentException(
          "--points must be an odd number from 3 to 201, was " + count);
    }
    if (!(far > 0 && far <= 100)) {
      throw new IllegalArgumentException("--reach must be above 0 and at most 100, was " + far);
    }
    if (examples != null && examples < 1) {
      throw new IllegalArgumentException("--examples must be at least 1, was " + examples);
    }
    return new LandscapeSettings(
        model == null ? Path.of("") : model,
        InspectCellsRun.optional(member),
        Optional.ofNullable(data).map(source),
        word("--part", Part.class, part),
        way,
        count,
        far,
        seed == null ? 42 : seed,
        examples == null ? OptionalInt.empty() : OptionalInt.of(examples));
  }

  private static <E extends Enum<E>> Optional<E> word(
      String option, Class<E> kind, @Nullable String word) {
    if (word == null) {
      return Optional.empty();
    }
    StringBuilder known = new StringBuilder();
    for (E constant : kind.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(word)) {
        return Optional.of(constant);
      }
      known.append(known.isEmpty() ? "" : ", ").append(name);
    }
    throw new IllegalArgumentException(option + " must be one of " + known + ", was " + word);
  }
}
