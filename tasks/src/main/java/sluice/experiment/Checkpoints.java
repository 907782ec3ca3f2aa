package sluice.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import sluice.model.CheckpointFiles;
import sluice.train.Checkpoint;
import sluice.train.Saver;

/** The checkpoints of a run as files, each with the digests of what it belongs to. */
final class Checkpoints implements Saver {
  private static final String SETTINGS = "settings_sha256";
  private static final String DATA = "data_sha256";
  private static final String VERSION = "version";

  private static final int STEPS = 1000; // any number in an epoch: schedules are only compared

  private final RunDirectory directory;
  private final Experiment experiment;
  private final CheckpointFiles files;
  private final String settings;
  private final String dataDigest;

  /**
   * Of a run.
   *
   * @param directory where they lie
   * @param experiment whose settings they hold for
   * @param dataDigest digest of the data they hold for
   */
  Checkpoints(RunDirectory directory, Experiment experiment, String dataDigest) {
    this.directory = directory;
    this.experiment = experiment;
    this.files = new CheckpointFiles(directory.path());
    this.settings = experiment.fingerprint();
    this.dataDigest = dataDigest;
  }

  @Override
  public void save(Checkpoint checkpoint) {
    Map<String, String> notes = new HashMap<>();
    notes.put(SETTINGS, digest(settings));
    notes.put(DATA, dataDigest);
    notes.put(VERSION, Version.get());
    for (Path file : directory.growing()) {
      notes.put(lengthOf(file), Long.toString(RunDirectory.settled(file)));
    }
    files.write(checkpoint, notes);
  }

  /**
   * The newest checkpoint; {@code metrics.jsonl} and the files of the recorder are cut back to it.
   * Without one, the run was ended before its first: it begins again.
   *
   * @throws CannotResume if the run was made with other settings, other data or by another version;
   *     nothing is changed then
   */
  Optional<Checkpoint> newest() {
    Optional<CheckpointFiles.Found> found = files.newest();
    if (found.isEmpty()) {
      if (!settingsThen().equals(settings)) {
        throw otherSettings();
      }
      directory.growing().forEach(file -> RunDirectory.truncate(file, 0));
      return Optional.empty();
    }
    SequencedMap<String, String> notes = found.get().notes();
    if (!digest(settings).equals(notes.get(SETTINGS))) {
      throw otherSettings();
    }
    if (!dataDigest.equals(notes.get(DATA))) {
      throw refused("with other data", "Give it the same data again");
    }
    String version = notes.getOrDefault(VERSION, "another version");
    if (!version.equals(Version.get())) {
      throw refused(
          "by Sluice " + version + " (this is " + Version.get() + ")", "Go on with that version");
    }
    for (Path file : directory.growing()) {
      RunDirectory.truncate(file, Long.parseLong(notes.getOrDefault(lengthOf(file), "0")));
    }
    return Optional.of(found.get().checkpoint());
  }

  /** The note of a file's byte length, such as {@code metrics_jsonl_bytes}. */
  private static String lengthOf(Path file) {
    return file.getFileName().toString().replace('.', '_') + "_bytes";
  }

  /**
   * The newest checkpoint of another run, if it differs in nothing but fewer epochs, and its steps
   * are those that this one would begin with. It becomes this run's own, its epochs as well.
   */
  Optional<Checkpoint> takenOver(RunDirectory shorter) {
    Optional<CheckpointFiles.Found> found = new CheckpointFiles(shorter.path()).newest();
    if (found.isEmpty() || !shorter.hasRun()) {
      return Optional.empty();
    }
    SequencedMap<String, String> notes = found.get().notes();
    Experiment then = Experiment.read(shorter.experiment(), List.of());
    boolean fits =
        digest(then.fingerprint()).equals(notes.get(SETTINGS))
            && dataDigest.equals(notes.get(DATA))
            && Version.get().equals(notes.get(VERSION))
            && begins(then);
    if (!fits) {
      return Optional.empty();
    }
    List<Path> files = shorter.growing();
    for (int i = 0; i < files.size(); i++) {
      long length = Long.parseLong(notes.getOrDefault(lengthOf(files.get(i)), "0"));
      RunDirectory.copyStart(files.get(i), directory.growing().get(i), length);
    }
    save(found.get().checkpoint());
    return Optional.of(found.get().checkpoint());
  }

  /** Whether a shorter training makes the steps that this one begins with. */
  private boolean begins(Experiment shorter) {
    int epochs = experiment.training().epochs();
    String longer = shorter.with("training.epochs", Integer.toString(epochs)).fingerprint();
    // Schedules over the whole training have its length in them.
    return experiment.ensemble() instanceof EnsembleSettings.None // else each member has epochs
        && shorter.training().epochs() <= epochs
        && longer.equals(settings)
        && EngineSettings.training(shorter, STEPS, true)
            .epochs(epochs)
            .equals(EngineSettings.training(experiment, STEPS, true));
  }

  private CannotResume otherSettings() {
    String then = settingsThen();
    String change = then.isEmpty() ? "" : SettingsChange.between(then, settings);
    return refused(
        "with other settings" + (change.isEmpty() ? "" : " (" + change + ")"),
        "Go back to its settings");
  }

  private CannotResume refused(String made, String remedy) {
    return new CannotResume(
        "the run in "
            + directory.path()
            + " was made "
            + made
            + ": resuming would give neither its result nor yours. "
            + remedy
            + ", or train anew with another --out");
  }

  /** The settings that the run's folder holds, printed as ours are; empty if they are no more. */
  private String settingsThen() {
    try {
      return Experiment.read(directory.experiment(), List.of()).fingerprint();
    } catch (BadExperiment e) {
      return "";
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
