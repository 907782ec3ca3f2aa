package sluice.experiment;

import java.util.Locale;
import java.util.Optional;
import sluice.data.Examples;
import sluice.data.Part;
import sluice.data.Table;

/**
 * Examples of a trained model, with what is true of them.
 *
 * @param examples at least one
 * @param words which part of which file
 */
record Labelled(Examples examples, String words) {

  /**
   * A part of the data that it was trained on, or all of others.
   *
   * @param data without, what it was trained on
   * @param part without, the training part
   * @throws UnfitTask if there is no such part, or no example in it
   */
  static Labelled of(TrainedModel trained, Optional<DataSource> data, Optional<Part> part) {
    trained.checkTable();
    DataSource source = data.orElseGet(() -> Beside.data(trained.file(), "--data"));
    Table table = DataTable.of(trained.experiment(), source, true);
    boolean same = trained.trainedOn(table);
    if (!same && data.isEmpty()) {
      throw new UnfitTask(
          table.source()
              + " has changed since "
              + trained.file()
              + " was trained on it: give data with --data FILE");
    }
    if (!same && part.isPresent()) {
      throw new UnfitTask(
          "--part is of the data that "
              + trained.file()
              + " was trained on, and "
              + table.source()
              + " has others: leave it out");
    }
    Arrangement arranged = trained.arranged(table);
    Part taken = same ? part.orElse(Part.TRAINING) : Part.TEST;
    Examples examples =
        trained.answers().labelled(trained.prepared(arranged), arranged.parts(), taken);
    String words =
        same
            ? "the " + taken.name().toLowerCase(Locale.ROOT) + " part of " + table.source()
            : table.source();
    if (examples.count() == 0) {
      throw new UnfitTask("there is no example in " + words);
    }
    return new Labelled(examples, words);
  }
}
