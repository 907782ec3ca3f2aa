package sluice.experiment;

import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;

/** How weights begin. I rows come in, O columns of one gate go out. */
public sealed interface InitialiserSettings {
  /** 0. */
  @Help("0; for biases only, as weights of 0 keep all units alike")
  record Zero() implements InitialiserSettings {}

  /**
   * One value.
   *
   * @param value which
   */
  @Help("one value; for biases only")
  @Shorthand
  record Constant(@Help("which") @Default("0.1") @Range(min = -1e6, max = 1e6) double value)
      implements InitialiserSettings {}

  /**
   * Normal numbers.
   *
   * @param deviation their standard deviation
   */
  @Help("normal numbers of mean 0")
  @Shorthand
  record Normal(
      @Help("their standard deviation") @Default("0.01") @Range(above = 0, max = 1e6)
          double deviation)
      implements InitialiserSettings {}

  /**
   * Equally likely numbers.
   *
   * @param bound the largest
   */
  @Help("equally likely numbers around 0")
  @Shorthand
  record Uniform(@Help("the largest") @Default("0.1") @Range(above = 0, max = 1e6) double bound)
      implements InitialiserSettings {}

  /** Normal, deviation √(2 / (I + O)). */
  @Help("normal, deviation sqrt(2/(I+O)) (Glorot 2010), for tanh")
  @AlsoNamed("xavier-normal")
  record GlorotNormal() implements InitialiserSettings {}

  /** Uniform, bound √(6 / (I + O)). */
  @Help("uniform, bound sqrt(6/(I+O))")
  @AlsoNamed({"xavier-uniform", "xavier"})
  record GlorotUniform() implements InitialiserSettings {}

  /** Normal, deviation √(2 / I). */
  @Help("normal, deviation sqrt(2/I) (He 2015), for relu")
  @AlsoNamed({"kaiming-normal", "he"})
  record HeNormal() implements InitialiserSettings {}

  /** Uniform, bound √(6 / I). */
  @Help("uniform, bound sqrt(6/I)")
  @AlsoNamed("kaiming-uniform")
  record HeUniform() implements InitialiserSettings {}

  /** Normal, deviation √(1 / I). */
  @Help("normal, deviation sqrt(1/I) (LeCun 1998), for selu")
  record LecunNormal() implements InitialiserSettings {}

  /** Uniform, bound √(3 / I). */
  @Help("uniform, bound sqrt(3/I)")
  record LecunUniform() implements InitialiserSettings {}

  /**
   * Rows or columns at right angles.
   *
   * @param gain their length
   */
  @Help("rows or columns at right angles, of one length (Saxe 2014), for recurrent weights")
  @Shorthand
  record Orthogonal(@Help("their length") @Default("1") @Range(above = 0, max = 1e6) double gain)
      implements InitialiserSettings {}

  /**
   * The identity.
   *
   * @param value on the diagonal
   */
  @Help(
      "a value on the diagonal, else 0 (Le 2015): recurrent weights of rnn with relu, the IRNN; of"
          + " indrnn each unit's own")
  @Shorthand
  record Identity(
      @Help("the value on the diagonal") @Default("1") @Range(above = 0, max = 1e6) double value)
      implements InitialiserSettings {}
}
