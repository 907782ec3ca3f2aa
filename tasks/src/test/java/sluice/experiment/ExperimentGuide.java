package sluice.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.experiment.settings.Kind;

/** Writes docs/experiment.md from the records. */
final class ExperimentGuide {
  private static final String OPENING =
      """
      # The experiment file

      An experiment file says what to train, on which data, and how: everything that decides the
      weights, and nothing that does not (threads and the output folder are options of the command).
      It is YAML. The smallest one names a task, a file and a target:

      ```yaml
      task: forecast
      data:
        file: sales.csv # beside this file
        time: date
        target: sales
      window: {history: 56, horizon: 14}
      ```

      - A file in which something is wrong is refused as a whole, before any data is read, with every
        mistake at once: file, line, column, what was found, what was expected, the nearest known key.
      - A relative path starts from the folder of the file that names it.
      - One value may stand for a list of one: `target: sales`.
      - Where one of several forms is chosen, its name is a key with its own keys beneath it:
        `optimiser: {adam: {rate: 0.01}}`. The name alone takes its defaults: `optimiser: adam`. Where
        the tables say *short*, the first key's value may stand for all: `lstm: 64`, `adam: 0.01`.
      - `none`, or nothing at all, is no value. In quotes it is a word as any other.
      - Anchors, aliases and tags of YAML are refused.

      `--set key.path=value` changes a key from the command line: `--set training.epochs=5`,
      `--set training.optimiser.adam.rate=0.01`, `--set model.layers.0.lstm.hidden=32` (items of a list
      are numbered from 0), `--set 'data.past=[wind, rain]'`. A later one wins. A relative path there
      starts from the working folder.

      A run leaves its experiment in `experiment.yaml` with every key written out. Trained again from
      where it lies it gives the same bits. In it the data file is written relative to the run's
      folder, so that a project can be moved or sent as a whole; where the two have no folder in common
      but the root of the file system, it is written in full.

      Editors that know JSON schemas complete and check the file with `docs/experiment.schema.json`.

      """;

  private static final String SYNONYMS =
      """
      ## Synonyms

      Names that people bring from elsewhere are read as well; they are printed under Sluice's own.
      Case, hyphens and underscores of a chosen word do not matter: `min-max`, `min_max`, `MinMax`.

      | read | means |
      | --- | --- |
      """;

  private static final String NOTES =
      """

      - `squared` is half the square, so that its gradient is the residual; `mean_squared_error` of
        TensorFlow has no half: with plain gradient descent, double the rate for the same steps. The
        reported MSE and RMSE have no half either.
      - `log_loss` takes probabilities, as TensorFlow's: the network then ends with a sigmoid of its own.
        `sigmoid-cross-entropy` is the same value from the logit, and learns where a probability is near 0 or 1.
      - `exponential_decay`, `piecewise_constant` and `polynomial_decay` count steps in TensorFlow: write
        `unit: steps` for the same. `exponential_decay` falls a little at each step there: `staircase: false`.
      - `huber_loss` has a `delta` of 1 in TensorFlow if none is said; here it is 1.35.
      """;

  private final StringBuilder page = new StringBuilder();
  private final List<String> synonyms = new ArrayList<>();

  private final Map<String, String> anchors = new HashMap<>(); // of unions, by name
  private final Set<String> written = new HashSet<>(); // unions

  private ExperimentGuide() {}

  static String page() {
    var guide = new ExperimentGuide();
    guide.page.append("<!-- Made from the records of sluice.experiment: see DocumentsTest. -->\n");
    guide.page.append(OPENING);
    guide.group(ExperimentFile.SETTINGS.kind(), "", "Top level");
    guide.page.append(SYNONYMS);
    guide.synonyms.forEach(guide.page::append);
    return guide.page.append(NOTES).toString();
  }

  private void group(Kind.Group group, String path, String title) {
    page.append("## ").append(title).append("\n\n");
    if (group.shorthand()) {
      page.append("*Short*: the value of `").append(group.keys().getFirst().name());
      page.append("` alone.\n\n");
    }
    table(group, path);
    for (var key : group.keys()) {
      var here = path.isEmpty() ? key.name() : path + "." + key.name();
      beneath(key.kind(), here);
    }
  }

  private void beneath(Kind kind, String path) {
    switch (kind) {
      case Kind.Group group -> group(group, path, "`" + path + "`");
      case Kind.Maybe(Kind of, _) -> beneath(of, path);
      case Kind.Many(Kind.Union union, _) -> union(union, path, "each of `" + path + "`");
      case Kind.Named(Kind.Group group) -> group(group, path, "each of `" + path + "`");
      case Kind.Many(Kind.Group group, _) -> group(group, path, "each of `" + path + "`");
      case Kind.Union union -> union(union, path, "`" + path + "`");
      default -> {}
    }
  }

  private void union(Kind.Union union, String path, String title) {
    if (!written.add(union.name())) {
      return;
    }
    page.append("## ").append(title).append("\n\n");
    page.append("One of:\n\n");
    for (var tag : union.tags()) {
      note(tag.names());
      var shorthand = tag.shorthand() ? " (*short*)" : "";
      page.append("- `" + tag.names().getFirst() + "`" + shorthand + ": " + tag.help() + "\n");
    }
    page.append('\n');
    for (var tag : union.tags()) {
      if (!tag.keys().isEmpty()) {
        page.append("### `" + path + "`: `" + tag.names().getFirst() + "`\n\n");
        table(tag, path + "." + tag.names().getFirst());
      }
    }
    for (var tag : union.tags()) {
      for (var key : tag.keys()) {
        beneath(key.kind(), path + "." + tag.names().getFirst() + "." + key.name());
      }
    }
  }

  private void table(Kind.Group group, String path) {
    page.append("| key | value | default | |\n| --- | --- | --- | --- |\n");
    for (var key : group.keys()) {
      note(key.names());
      if (value(key.kind()) instanceof Kind.Choice(List<Kind.Option> options)) {
        options.forEach(option -> note(option.names()));
      }
      page.append("| `" + key.name() + "` | " + value(key, path) + " | " + fallback(key) + " | ");
      page.append(key.help()).append(" |\n");
    }
    page.append('\n');
  }

  private static Kind value(Kind kind) {
    return kind instanceof Kind.Maybe(Kind of, _) ? of : kind;
  }

  private String value(Kind.Key key, String path) {
    var none = key.kind() instanceof Kind.Maybe(_, String unset) ? ", or `" + unset + "`" : "";
    return switch (value(key.kind())) {
      case Kind.Group _ -> "[keys](#" + anchor(path, key) + ")" + none;
      case Kind.Union union -> "[one of](#" + anchor(union, anchor(path, key)) + ")" + none;
      case Kind.Named(Kind.Group _) -> "[each](#each-of-" + anchor(path, key) + ")" + none;
      case Kind.Many(Kind.Group _, _) -> "[list](#each-of-" + anchor(path, key) + ")" + none;
      case Kind.Many(Kind.Union union, _) ->
          "[list](#" + anchor(union, "each-of-" + anchor(path, key)) + ")" + none;
      case Kind.Choice(List<Kind.Option> options) ->
          options.stream()
                  .map(option -> "`" + option.names().getFirst() + "`")
                  .collect(Collectors.joining(", "))
              + none;
      case Kind kind -> kind.expected() + none;
    };
  }

  /** How a heading is addressed: its letters and digits, without dots. */
  private static String anchor(String path, Kind.Key key) {
    return path.replace(".", "") + key.name();
  }

  /** The heading of a union, which is written where it is first mentioned. */
  private String anchor(Kind.Union union, String first) {
    return anchors.computeIfAbsent(union.name(), _ -> first);
  }

  private static String fallback(Kind.Key key) {
    if (key.fallbackWords().isPresent()) {
      return key.fallbackWords().get();
    }
    if (key.mustStand()) {
      return "**must be given**";
    }
    return key.fallback().map(yaml -> "`" + yaml + "`").orElse("its defaults");
  }

  private void note(List<String> names) {
    for (var name : names.subList(1, names.size())) {
      // Signs such as the comma stand for themselves; a bar would end the table's cell.
      var shown = name.equals("\t") ? "a tab in quotes" : "`" + name.replace("|", "\\|") + "`";
      var line = "| " + shown + " | `" + names.getFirst() + "` |\n";
      if (!synonyms.contains(line)) {
        synonyms.add(line);
      }
    }
  }
}
