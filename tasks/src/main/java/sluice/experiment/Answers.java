package sluice.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sluice.data.Measured;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.WindowExamples;

/** What a trained network of one task gives for prepared series. */
sealed interface Answers
    permits ForecastAnswers,
        ClassifyAnswers,
        LabelSetAnswers,
        RegressAnswers,
        AutoencodeAnswers,
        SimilarityAnswers {

  /** Columns that a step of the input has. */
  int inputs(Preparation preparation);

  /** Columns that the head gives at each of its steps. */
  int outputs();

  /** What is to be answered, without what is true of it. */
  WindowExamples examples(List<Prepared> prepared);

  /**
   * The class that is true at a step of an example; empty where it is not known, or there are no
   * classes.
   */
  default String truth(WindowExamples examples, int example, int step) {
    return "";
  }

  /** The network and the baselines on the test parts. */
  List<Measured> measure(List<Prepared> prepared, List<Parts> parts);

  /** Predictions as rows of text. */
  void predict(List<Prepared> prepared, RowSink sink);

  /** Names of the columns that say which window a row is of. */
  static List<String> place(List<Prepared> prepared) {
    boolean keyed = !prepared.getFirst().preparation().series().key().isEmpty();
    String time = prepared.getFirst().series().timeline().timed() ? "time" : "step";
    return keyed ? List.of(prepared.getFirst().preparation().series().key(), time) : List.of(time);
  }

  /** The header of a table of answers: the place of each, then texts, then numbers. */
  static void header(
      RowSink sink, List<Prepared> prepared, List<String> texts, List<String> numbers) {
    List<String> place = place(prepared);
    List<String> names = new ArrayList<>(place);
    names.addAll(texts);
    names.addAll(numbers);
    Set<String> asNumbers = new HashSet<>(numbers);
    if (!prepared.getFirst().series().timeline().timed()) {
      asNumbers.add(place.getLast());
    }
    sink.header(names, asNumbers);
  }

  /** Values of those columns. */
  static List<String> place(Prepared one, String time) {
    return one.preparation().series().key().isEmpty()
        ? List.of(time)
        : List.of(one.series().key(), time);
  }
}
