package sluice.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sluice.model.WholeFile;

/**
 * The folder that a run leaves: experiment, model, metrics, checkpoints, report.
 *
 * @param path the folder
 */
public record RunDirectory(Path path) {
  private static final int MOST_RUNS = 10_000;

  /** The resolved experiment: training it again gives the same bits. */
  public Path experiment() {
    return path.resolve("experiment.yaml");
  }

  /** The trained model; there only when the run is complete. */
  public Path model() {
    return path.resolve("model.sluice");
  }

  /** A line of JSON an epoch. */
  public Path epochs() {
    return path.resolve("metrics.jsonl");
  }

  /** The final figures. */
  public Path metrics() {
    return path.resolve("metrics.json");
  }

  /** Which row or whole sequence lay in which part; there is none for windows. */
  public Path split() {
    return path.resolve("split.csv");
  }

  /** What the run ran on: times, host, JDK. Not part of what is reproducible. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /**
   * The folder for a new run of a name: {@code runs/NAME}, or {@code runs/NAME-2}, {@code NAME-3} …
   * where that is taken.
   */
  static RunDirectory fresh(Path runs, String name) {
    for (int n = 1; n < MOST_RUNS; n++) {
      RunDirectory directory = numbered(runs, name, n);
      if (directory.isFree()) {
        return directory;
      }
    }
    throw new UncheckedIOException(
        new IOException("there are too many runs of this name in " + runs));
  }

  /** The latest run of a name. */
  static RunDirectory latest(Path runs, String name) {
    int n = 1;
    while (Files.exists(numbered(runs, name, n + 1).path)) {
      n++;
    }
    return numbered(runs, name, n);
  }

  private static RunDirectory numbered(Path runs, String name, int n) {
    return new RunDirectory(runs.resolve(n == 1 ? name : name + "-" + n));
  }

  /** Whether nothing is there yet, but for what a killed run had not finished writing. */
  boolean isFree() {
    if (!Files.isDirectory(path)) {
      return !Files.exists(path);
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(path, file -> !WholeFile.isLeftOver(file))) {
      return !files.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + path + ": " + e.getMessage(), e);
    }
  }

  /** Whether a run was begun here. */
  boolean hasRun() {
    return Files.exists(experiment());
  }

  /** Makes the folder, and removes what a killed run had not finished writing. */
  void create() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      String reason =
          e instanceof FileAlreadyExistsException
              ? "a file is in its place"
              : e instanceof AccessDeniedException ? "no permission" : e.toString();
      throw new UncheckedIOException(
          "cannot make the folder " + path + ": " + reason + "; choose another with --out", e);
    }
    WholeFile.removeLeftOvers(path);
  }

  /** Writes a text file whole or not at all. */
  static void write(Path file, String text) {
    WholeFile.write(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /**
   * Adds a line to {@code metrics.jsonl} and forces it to the disk, so that a checkpoint may count
   * on it.
   */
  void addEpoch(String line) {
    try (FileChannel channel =
        FileChannel.open(
            epochs(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + epochs() + ": " + e.getMessage(), e);
    }
  }

  /** Byte length of {@code metrics.jsonl}; 0 while there is none. */
  long epochsLength() {
    try {
      return Files.exists(epochs()) ? Files.size(epochs()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + epochs() + ": " + e.getMessage(), e);
    }
  }

  /** Cuts {@code metrics.jsonl} back to what a checkpoint knew of it. */
  void truncateEpochs(long length) {
    if (epochsLength() <= length) {
      return;
    }
    try (FileChannel channel = FileChannel.open(epochs(), StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + epochs() + ": " + e.getMessage(), e);
    }
  }
}
