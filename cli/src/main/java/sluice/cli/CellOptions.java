package sluice.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the commands that look at the cells of a trained model. */
final class CellOptions {
  @Parameters(paramLabel = "MODEL|RUN", description = "The model file, or the folder of its run.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "What it reads: the columns that it was trained on; - for CSV on standard input.")
  private String data;

  @Option(
      names = "--layer",
      paramLabel = "N",
      description = "Index of a recurrent layer, from 0. Without: the top one.")
  private @Nullable Integer layer;

  @Option(
      names = "--member",
      paramLabel = "N",
      description = "Which network of an ensemble, from 1.")
  private @Nullable Integer member;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder. Without: runs/gates or runs/states, with a number if taken.")
  private @Nullable Path out;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  Path model() {
    return model;
  }

  String data() {
    return data;
  }

  @Nullable Integer layer() {
    return layer;
  }

  @Nullable Integer member() {
    return member;
  }

  @Nullable Path out() {
    return out;
  }

  boolean json() {
    return json;
  }
}
