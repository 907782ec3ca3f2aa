package sluice.experiment;

import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** Several networks that answer as one. */
public sealed interface EnsembleSettings {

  /** How many networks are trained at most. */
  int members();

  /** A single network. */
  @Help("one network")
  record None() implements EnsembleSettings {
    @Override
    public int members() {
      return 1;
    }
  }

  /**
   * Networks that differ by their seeds.
   *
   * @param members how many
   */
  @Help("networks that differ by their seeds, averaged (Hansen & Salamon 1990)")
  @Shorthand
  record Seeds(@Help("how many networks") @Default("10") @Range(min = 1, max = 1000) int members)
      implements EnsembleSettings {}

  /**
   * Networks that learn from rows drawn with replacement.
   *
   * @param members how many
   * @param sample size of a draw as a share of the training part
   */
  @Help("networks that each learn from a draw of the training part, averaged (Breiman 1996)")
  @Shorthand
  record Bagging(
      @Help("how many networks") @Default("10") @Range(min = 1, max = 1000) int members,
      @Help("examples drawn with replacement, as a share of the training part")
          @Default("1")
          @Range(above = 0, max = 1)
          double sample)
      implements EnsembleSettings {}

  /**
   * One training with a rate that falls to 0 and begins anew.
   *
   * @param members how many falls
   * @param cycle epochs of each
   */
  @Help(
      "one training whose rate falls along a cosine again and again; the weights at the end of each"
          + " fall are a member, averaged (Huang et al. 2017)")
  @Shorthand
  record Snapshot(
      @Help("how many falls") @Default("5") @Range(min = 1, max = 1000) int members,
      @Help("epochs of each fall") @Default("10") @Range(min = 1, max = 1_000_000) int cycle)
      implements EnsembleSettings {}

  /**
   * Networks that learn most from what those before them got wrong.
   *
   * @param members how many at most
   */
  @Help(
      "classify with one label: each network learns most from what those before it got wrong, and"
          + " votes by its own error (AdaBoost.M1, Freund & Schapire 1997)")
  @Shorthand
  record Adaboost(
      @Help("how many networks at most") @Default("10") @Range(min = 1, max = 1000) int members)
      implements EnsembleSettings {}

  /**
   * Networks that learn what those before them left unexplained.
   *
   * @param members how many
   * @param rate how much of each is added
   */
  @Help(
      "regress: each network learns what those before it left unexplained, and a little of it is"
          + " added (Friedman 2001)")
  @Shorthand
  record GradientBoosting(
      @Help("how many networks") @Default("10") @Range(min = 1, max = 1000) int members,
      @Help("how much of each is added") @Default("0.1") @Range(above = 0, max = 1) double rate)
      implements EnsembleSettings {}
}
