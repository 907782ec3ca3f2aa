package sluice.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/**
 * Everything that decides the weights of a trained network, and nothing that does not.
 *
 * <p>It is read from a YAML file. Threads and the output folder belong to the command: they change
 * no bit of the result.
 *
 * @param name of the run and of its folder
 * @param task what the network is trained to do
 * @param seed of initial weights, batch order and dropout
 * @param data where the rows come from, and which columns mean what
 * @param window how rows become sequences
 * @param split which rows are kept from training
 * @param model the layers
 * @param training loss, optimiser and when to stop
 * @param ensemble whether several networks are trained and answer as one
 * @param decision how probabilities become an answer
 * @param report the page left at the end
 * @param search which settings {@code sluice tune --search} tries; no training looks at it
 */
public record Experiment(
    @Help("name of the run and of its folder: letters, digits, blanks, . _ -")
        @Default(words = "the file's name without its ending")
        @Range(min = 1, max = 100)
        String name,
    @Help("what the network is trained to do") Task task,
    @Help("seed of initial weights, batch order and dropout") @Default("42") long seed,
    @Help("where the rows come from, and which columns mean what") DataSettings data,
    @Help("how rows become sequences") WindowSettings window,
    @Help("which rows are kept from training, the latest ones first") SplitSettings split,
    @Help("the network") ModelSettings model,
    @Help("loss, optimiser and when to stop") TrainingSettings training,
    @Help("several networks that answer as one, saved in one file") @Default("none")
        EnsembleSettings ensemble,
    @Help("classify: how probabilities become an answer") DecisionSettings decision,
    @Help("the page left at the end") ReportSettings report,
    @Help("which settings `sluice tune --search` tries; `train` passes it over") @Default("none")
        Optional<SearchSettings> search) {

  /**
   * Reads an experiment file.
   *
   * @param file the YAML file; paths in it are relative to its folder
   * @param changes {@code key.path=value} each, as after {@code --set}; a later one wins, and paths
   *     in them are relative to the working folder
   * @return the experiment, every default filled in
   * @throws BadExperiment with everything that is wrong with file and changes
   */
  public static Experiment read(Path file, List<String> changes) {
    return ExperimentFile.read(file, changes);
  }

  /**
   * A published recipe: see {@link Presets#names}.
   *
   * @param changes as in {@link #read}; among them {@code data.file}, which no preset has
   * @throws UnfitTask if there is none of that name
   * @throws BadExperiment with everything that is wrong with the changes
   */
  public static Experiment preset(String name, List<String> changes) {
    return ExperimentFile.preset(name, changes);
  }

  /**
   * Reads an experiment from text.
   *
   * @param yaml what a file would hold
   * @param name the default of the key {@code name}, and the file's name in errors
   * @param folder what relative paths start from
   * @return the experiment, every default filled in
   * @throws BadExperiment with everything that is wrong
   */
  public static Experiment parse(String yaml, String name, Path folder) {
    return ExperimentFile.parse(yaml, name, folder);
  }

  /**
   * Checks an experiment that was put together in code, as its file would be.
   *
   * @return this
   * @throws BadExperiment with everything that is wrong
   */
  public Experiment checked() {
    ExperimentFile.changed(this, List.of());
    return this;
  }

  /** The same without its search: what is trained. */
  public Experiment withoutSearch() {
    return new Experiment(
        name,
        task,
        seed,
        data,
        window,
        split,
        model,
        training,
        ensemble,
        decision,
        report,
        Optional.empty());
  }

  /** A copy with other settings of the training. */
  Experiment training(TrainingSettings value) {
    return new Experiment(
        name, task, seed, data, window, split, model, value, ensemble, decision, report, search);
  }

  /**
   * A copy with one key changed.
   *
   * @param key its path, such as {@code training.optimiser.adam.rate}
   * @param value as it would be written in the file
   * @return the copy
   * @throws BadExperiment when the key is unknown or the value does not fit
   */
  public Experiment with(String key, String value) {
    return ExperimentFile.changed(this, List.of(key + "=" + value));
  }

  /**
   * Prints every key, for a file that trains again to the same bits from where it lies.
   *
   * <p>A data file is written relative to the folder, so that a project may be moved or sent as a
   * whole; where the two share no folder but the root, it is written in full.
   *
   * @param folder where the text will be stored as a file
   * @return YAML that, read in that folder, gives an equal experiment
   */
  public String yaml(Path folder) {
    return ExperimentFile.print(this, folder);
  }

  /**
   * Prints every key without a trace of the machine, for digests and for the model file: of the
   * data file only its name is left.
   *
   * @return YAML, equal for equal settings wherever the files lie
   */
  public String fingerprint() {
    return ExperimentFile.fingerprint(this);
  }
}
