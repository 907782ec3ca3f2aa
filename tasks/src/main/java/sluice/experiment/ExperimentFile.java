package sluice.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sluice.experiment.settings.Nearest;
import sluice.experiment.settings.Origin;
import sluice.experiment.settings.Problem;
import sluice.experiment.settings.Problems;
import sluice.experiment.settings.Reading;
import sluice.experiment.settings.Settings;
import sluice.experiment.settings.Settings.Changes;

/** Reads and prints experiment files. */
final class ExperimentFile {
  /** The keys, for the schema and the guide as well. */
  static final Settings<Experiment> SETTINGS =
      new Settings<>(Experiment.class, (key, values) -> workedOut(key, values, "experiment"));

  private static final int LARGEST = 1 << 20; // bytes; a hand-written file has a few thousand
  private static final String OPTION = "--set ";

  private ExperimentFile() {}

  static Experiment read(Path file, List<String> changes) {
    var folder = real(parent(file));
    var text = text(file);
    return read(text, file.toString(), nameOf(file), folder, changes);
  }

  static Experiment preset(String name, List<String> changes) {
    return read(Presets.text(name), "preset " + name, name, real(Path.of("")), changes);
  }

  static Experiment parse(String yaml, String name, Path folder) {
    return read(yaml, name, name, real(folder), List.of());
  }

  private static Experiment read(
      String yaml, String source, String name, Path folder, List<String> changes) {
    var problems = new Problems();
    var start = new Origin(source, 1, 1, folder);
    var asGiven = new Changes(changes, OPTION, Path.of("").toAbsolutePath());
    return sound(settings(name).read(yaml, start, asGiven, problems), problems);
  }

  /** A checked copy of an experiment with some keys changed. */
  static Experiment changed(Experiment experiment, List<String> changes) {
    var problems = new Problems();
    var here = Path.of("").toAbsolutePath();
    var start = new Origin("experiment", 0, 0, here);
    var reading = SETTINGS.reread(experiment, start, new Changes(changes, "", here), problems);
    return sound(Optional.of(reading), problems);
  }

  private static Experiment sound(Optional<Reading<Experiment>> reading, Problems problems) {
    reading.ifPresent(Rules::check);
    reading.ifPresent(SearchRules::check);
    if (!problems.list().isEmpty()) {
      throw new BadExperiment(problems.list());
    }
    return reading.orElseThrow().value();
  }

  static String print(Experiment experiment, Path folder) {
    var from = real(folder);
    return SETTINGS.print(experiment, path -> relative(from, path));
  }

  static String fingerprint(Experiment experiment) {
    return SETTINGS.print(experiment.withoutSearch(), path -> path.getFileName().toString());
  }

  /** As the fingerprint, with the search; how many trials it has does not count. */
  static String searched(Experiment experiment) {
    var changes = experiment.search().isEmpty() ? List.<String>of() : List.of("search.trials=1");
    return SETTINGS.print(changed(experiment, changes), path -> path.getFileName().toString());
  }

  /** From a folder to a file, or the whole path where the two have nothing in common. */
  private static String relative(Path folder, Path file) {
    boolean near =
        folder.getNameCount() > 0
            && file.getNameCount() > 1
            && folder.getRoot().equals(file.getRoot())
            && folder.getName(0).equals(file.getName(0));
    var path = near ? folder.relativize(file) : file;
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static Settings<Experiment> settings(String name) {
    return SETTINGS.workedOut((key, values) -> workedOut(key, values, name));
  }

  private static String workedOut(String key, Map<String, Object> values, String name) {
    return switch (key) {
      case "name" -> fitting(name);
      case "report.title" -> String.valueOf(values.get("name"));
      case "training.loss" -> loss(values);
      case "split.by" -> splitBy(values);
      case "data.target" -> "[]"; // whether there must be one, Rules knows
      case "model.layers" -> layers(values);
      default -> throw new IllegalArgumentException("no rule for the default of " + key);
    };
  }

  private static String loss(Map<String, Object> values) {
    boolean several = values.get("data.label") == DataSettings.Label.SEVERAL;
    return switch (values.get("task")) {
      case Task.LANGUAGE -> "softmax-cross-entropy";
      case Task.CLASSIFY -> several ? "sigmoid-cross-entropy" : "softmax-cross-entropy";
      case Task.SIMILARITY -> "sigmoid-cross-entropy";
      case null, default -> "squared";
    };
  }

  private static String splitBy(Map<String, Object> values) {
    return switch (values.get("window.per")) {
      case WindowSettings.Per.SEQUENCE -> "random";
      case WindowSettings.Per.ROW -> values.get("task") == Task.CLASSIFY ? "stratified" : "random";
      case null, default -> "order";
    };
  }

  /** A row has no time to remember anything over. */
  private static String layers(Map<String, Object> values) {
    return values.get("window.per") == WindowSettings.Per.ROW
        ? "[{dense: {units: 32, activation: relu}}, {dense: {units: 32, activation: relu}}]"
        : "[{lstm: {hidden: 64}}]";
  }

  private static String nameOf(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
  }

  /** A run's name made of a file's. */
  private static String fitting(String fileName) {
    var bare = fileName.replaceFirst("(?i)\\.ya?ml$", "");
    var letters = bare.replaceAll("[^\\p{L}\\p{N} ._-]", "-").replaceFirst("^[^\\p{L}\\p{N}]+", "");
    var short100 = letters.substring(0, Math.min(letters.length(), 100)).strip();
    return short100.isEmpty() ? "experiment" : short100;
  }

  private static String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw bad(file, "is a folder; expected an experiment file, ending in .yaml");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw bad(file, "is larger than 1 MiB; is it an experiment file?");
      }
      return decoded(file, bytes);
    } catch (NoSuchFileException e) {
      throw bad(file, "no such file" + neighbour(file));
    } catch (IOException e) {
      throw bad(file, "cannot be read: " + e.getMessage());
    }
  }

  private static String decoded(Path file, byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      // The decoder stops before the first byte that fits no character.
      var good = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      int line = (int) good.chars().filter(c -> c == '\n').count() + 1;
      int column = good.length() - good.lastIndexOf('\n');
      var problem =
          new Problem(file.toString(), line, column, "", "not UTF-8 text; save the file as UTF-8");
      throw new BadExperiment(List.of(problem));
    }
  }

  private static BadExperiment bad(Path file, String message) {
    return new BadExperiment(List.of(new Problem(file.toString(), 0, 0, "", message)));
  }

  private static String neighbour(Path file) {
    var folder = parent(file);
    try (var files = Files.list(folder)) {
      var names =
          files.map(ExperimentFile::nameOf).filter(name -> name.matches(".*\\.ya?ml")).sorted();
      return Nearest.of(nameOf(file), names.toList())
          .map(name -> "; did you mean " + name + "?")
          .orElse("");
    } catch (IOException e) {
      return Files.isDirectory(folder) ? "" : "; there is no folder " + folder;
    }
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
  }

  /**
   * Without links, as far as the folder exists, so that a way up from it leads where it seems to.
   */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      var full = folder.toAbsolutePath().normalize();
      Function<Path, Path> under = above -> real(above).resolve(nameOf(full));
      return Optional.ofNullable(full.getParent()).map(under).orElse(full);
    }
  }
}
