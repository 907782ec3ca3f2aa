package sluice.experiment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
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

  /** Norms of the gradient by layer and step in time, of every recorded training step. */
  public Path gradients() {
    return path.resolve("gradients.csv");
  }

  /** How open gates were, how often saturated, and their share of the gradient. */
  public Path gates() {
    return path.resolve("gates.csv");
  }

  /** Histograms of hidden states, cells and gates. */
  public Path activations() {
    return path.resolve("activations.csv");
  }

  /** Gradient, update and clipping of every weight. */
  public Path parameters() {
    return path.resolve("parameters.csv");
  }

  /** What was said while it trained, a line of JSON each; there only if something was. */
  public Path notices() {
    return path.resolve("notices.jsonl");
  }

  /** Why the training diverged; there only if it did. */
  public Path autopsy() {
    return path.resolve("autopsy.json");
  }

  /** The final figures. */
  public Path metrics() {
    return path.resolve("metrics.json");
  }

  /** The columns that {@code data.select} has chosen; there is none without. */
  public Path selection() {
    return path.resolve("selection.json");
  }

  /** The training with all columns that they are chosen by. */
  RunDirectory firstTraining() {
    return new RunDirectory(path.resolve("selection"));
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
    write(file, to -> to.append(text));
  }

  /** The same for a long text, which is never there as a whole. */
  static void write(Path file, Text text) {
    WholeFile.write(
        file,
        channel -> {
          var writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
          text.writeTo(writer);
          writer.flush();
        });
  }

  /** Reads a text file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** A text that is written piece by piece. */
  @FunctionalInterface
  interface Text {
    /** Writes all of it. */
    void writeTo(Appendable to) throws IOException;
  }

  /**
   * Adds a line to {@code metrics.jsonl} and forces it to the disk, so that a checkpoint may count
   * on it.
   */
  void addEpoch(String line) {
    append(epochs(), line + "\n", true);
  }

  /** Adds text to the end of a file, and forces it to the disk if asked to. */
  static void append(Path file, String text, boolean force) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (force) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Copies the first bytes of a file; nothing where there are none. */
  static void copyStart(Path from, Path to, long length) {
    if (length == 0) {
      return;
    }
    try {
      Files.write(to, Arrays.copyOf(Files.readAllBytes(from), Math.toIntExact(length)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from + ": " + e.getMessage(), e);
    }
  }

  /** The files that grow while a run trains, and are cut back when it is resumed. */
  List<Path> growing() {
    return List.of(epochs(), gradients(), gates(), activations(), parameters(), notices());
  }

  /** Byte length of a file; 0 while there is none. */
  static long length(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Forces what was added to a file to the disk, and gives its byte length; 0 without one. */
  static long settled(Path file) {
    if (length(file) > 0) {
      append(file, "", true);
    }
    return length(file);
  }

  /** Cuts a file back to what a checkpoint knew of it. */
  static void truncate(Path file, long length) {
    if (length(file) <= length) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
