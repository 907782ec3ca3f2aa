package sluice.experiment;

import java.util.List;
import sluice.data.Examples;
import sluice.data.Measured;
import sluice.data.Part;
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

  /** The examples of one part, with what is true of them. */
  Examples labelled(List<Prepared> prepared, List<Parts> parts, Part part);

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
}
