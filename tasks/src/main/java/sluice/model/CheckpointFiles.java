package sluice.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.train.Checkpoint;

/**
 * The checkpoints of one run: {@code checkpoint-N.sluice} in its directory, N rising from 1, the
 * newest two kept.
 *
 * <p>One thread of one process writes at a time.
 *
 * @param directory the run directory; it must exist when a checkpoint is written
 */
public record CheckpointFiles(Path directory) {
  /** Names the format in the metadata. */
  static final String KEY = "checkpoint";

  private static final int FORMAT = 1;
  private static final System.Logger LOG = System.getLogger(CheckpointFiles.class.getName());
  private static final Pattern NAME = Pattern.compile("checkpoint-([1-9][0-9]{0,17})\\.sluice");
  private static final Pattern LEFT_OVER =
      Pattern.compile("checkpoint-[1-9][0-9]{0,17}\\.sluice\\.[0-9-]+\\.tmp");
  private static final int KEPT = 2;

  /**
   * A checkpoint that was found whole.
   *
   * @param number its N
   * @param file where it stands
   * @param checkpoint what the trainer put in it
   * @param notes what else was written with it
   */
  public record Found(
      long number, Path file, Checkpoint checkpoint, SequencedMap<String, String> notes) {}

  private record Numbered(long number, Path file) {}

  /**
   * Writes the next checkpoint; once it is safely there, all but the newest two are removed, and
   * what a killed run left half-written.
   *
   * @param checkpoint what a training needs to go on
   * @param notes texts by name to keep with it: digests, lengths of other files
   * @return the file
   * @throws UncheckedIOException if it cannot be written; the older ones are kept
   */
  public Path write(Checkpoint checkpoint, Map<String, String> notes) {
    return write(checkpoint, notes, Disk.REAL);
  }

  Path write(Checkpoint checkpoint, Map<String, String> notes, Disk disk) {
    Map<String, String> metadata = new HashMap<>(notes);
    if (metadata.put(KEY, String.valueOf(FORMAT)) != null) {
      throw new IllegalArgumentException("a note must have another name than " + KEY);
    }
    List<Numbered> older = newestFirst();
    long number = older.isEmpty() ? 1 : older.getFirst().number() + 1;
    Path file = directory.resolve("checkpoint-" + number + ".sluice");
    TensorFile.write(file, tensors(checkpoint), metadata, disk);
    older.stream().skip(KEPT - 1).forEach(old -> disk.deleteQuietly(old.file()));
    list(LEFT_OVER).forEach(disk::deleteQuietly);
    return file;
  }

  /**
   * The newest checkpoint that is whole; a damaged newer one is named in a warning.
   *
   * @return nothing if there is no checkpoint at all
   * @throws BadModelFile if there are checkpoints and none is whole; names the newest
   */
  public Optional<Found> newest() {
    BadModelFile first = null;
    for (Numbered each : newestFirst()) {
      try {
        return Optional.of(found(each));
      } catch (BadModelFile e) {
        LOG.log(System.Logger.Level.WARNING, "checkpoint passed over: {0}", e.getMessage());
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw new BadModelFile(
          first.file(),
          "no checkpoint of this run is whole; of the newest: " + first.what(),
          first.where(),
          "start the run anew without --resume");
    }
    return Optional.empty();
  }

  /** Wide numbers first, so that each stands at a multiple of its size. */
  private static SequencedMap<String, Tensor> tensors(Checkpoint checkpoint) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    checkpoint.doubles().forEach((name, values) -> tensors.put(name, Tensor.of(values)));
    checkpoint.longs().forEach((name, values) -> tensors.put(name, Tensor.of(values)));
    checkpoint.floats().forEach((name, values) -> tensors.put(name, Tensor.of(values)));
    int named =
        checkpoint.doubles().size() + checkpoint.longs().size() + checkpoint.floats().size();
    if (tensors.size() != named) {
      throw new IllegalArgumentException("two arrays of a checkpoint have the same name");
    }
    return tensors;
  }

  private static Found found(Numbered numbered) {
    TensorFile content = TensorFile.read(numbered.file());
    Place place = Place.of(numbered.file());
    SequencedMap<String, String> notes = new LinkedHashMap<>(content.metadata());
    String format = notes.remove(KEY);
    if (format == null) {
      throw place.refused("it is no checkpoint", "remove it from the run directory");
    }
    if (!format.equals(String.valueOf(FORMAT))) {
      throw place.foreign("it has checkpoint format %s, known here is %d", format, FORMAT);
    }
    Checkpoint checkpoint = new Checkpoint();
    content.tensors().forEach((name, tensor) -> put(checkpoint, place, name, tensor));
    return new Found(numbered.number(), numbered.file(), checkpoint, notes);
  }

  private static void put(Checkpoint checkpoint, Place place, String name, Tensor tensor) {
    switch (tensor) {
      case Tensor.Floats floats -> checkpoint.put(name, floats.values());
      case Tensor.Doubles doubles -> checkpoint.put(name, doubles.values());
      case Tensor.Longs longs -> checkpoint.put(name, longs.values());
      case Tensor.Ints _, Tensor.Bytes _ ->
          throw place.foreign("%s is %s, a checkpoint holds F32, F64 and I64", name, tensor.type());
    }
  }

  private List<Numbered> newestFirst() {
    List<Numbered> found = new ArrayList<>();
    for (Path file : list(NAME)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        found.add(new Numbered(Long.parseLong(name.group(1)), file));
      }
    }
    found.sort(Comparator.comparingLong(Numbered::number).reversed());
    return found;
  }

  private List<Path> list(Pattern name) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        if (name.matcher(file.getFileName().toString()).matches()) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the folder " + directory, e);
    }
    return files;
  }
}
