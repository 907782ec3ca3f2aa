package sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import sluice.experiment.LandscapeSettings;
import sluice.experiment.Surroundings;
import sluice.math.Workers;
import sluice.report.LandscapeStudy;
import sluice.report.SurfaceStudy;

/** {@code sluice inspect landscape}: the loss around trained weights, or ways down a surface. */
@Command(
    name = "landscape",
    description = "Show the loss around a trained network, or optimisers' ways down a surface.",
    footer = {
      "",
      "Examples:",
      "  sluice inspect landscape runs/births",
      "  sluice inspect landscape runs/weather --directions path --part validation",
      "  sluice inspect landscape --surface hill --from -9,0 --rate 0.4 --optimisers sgd,nesterov",
      "",
      "Leaves one offline page, landscape.html or surface.html, with every picture and its numbers"
          + " beside it."
    })
final class InspectLandscapeCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;
  @ParentCommand private InspectCommand inspect;

  @Mixin private LandscapeOptions landscape;
  @Mixin private SurfaceOptions surface;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder. Without: runs/landscape, with a number if taken.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute, 1 to 1024. Without: as many as processors.")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    if (landscape.asked() == surface.asked()) {
      throw wrong(
          surface.asked()
              ? "a model and --surface do not go together: each is a landscape of its own"
              : "give a model or a run, or --surface NAME");
    }
    if (threads != null) {
      if (threads < 1 || threads > MOST_THREADS) {
        throw wrong("--threads must be from 1 to 1024, was " + threads);
      }
      Workers.threads(threads);
    }
    return surface.asked() ? surface() : landscape();
  }

  private int landscape() {
    surface
        .given()
        .ifPresent(option -> {
          throw wrong(option + " goes with --surface, not with a model");
        });
    Console console = inspect.console();
    LandscapeSettings settings =
        checked(() -> landscape.settings(data -> new ModelRun(console, Path.of("")).source(data)));
    LandscapeStudy study = Surroundings.of(settings, console::say);
    Path page = study.write(inspect.folder(out, "landscape"));
    console.result(
        json
            ? study.json()
            : study.data() + "\n\n" + lines(study.told()) + "page    " + page + "\n");
    return 0;
  }

  private int surface() {
    landscape
        .given()
        .ifPresent(option -> {
          throw wrong(option + " goes with a model, not with --surface");
        });
    SurfaceStudy study = checked(surface::study);
    Path page = study.write(inspect.folder(out, "surface"));
    inspect
        .console()
        .result(
            json
                ? study.json()
                : ScoreTable.text(study.rows())
                    + "\n"
                    + lines(study.told())
                    + "page    "
                    + page
                    + "\n");
    return 0;
  }

  private static String lines(List<String> told) {
    return String.join("\n", told) + "\n\n";
  }

  private <T> T checked(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
