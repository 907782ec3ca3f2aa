package sluice.ensemble;

import java.util.ArrayList;
import java.util.List;
import sluice.data.Examples;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.loss.Target;
import sluice.math.Rng;

/**
 * Members that each learn from examples drawn with replacement, and are averaged (Breiman 1996).
 *
 * <p>What a member draws is a function of the seed, of its number and of the place in the draw.
 */
public final class Bagging implements Recipe {
  private static final int DRAWS = 1; // 0 are the members' seeds

  private final Examples training;
  private final Examples validation;
  private final int size;
  private final long seed;
  private final List<Model> members = new ArrayList<>();

  /**
   * Members that learn from draws of these examples.
   *
   * @param training at least one
   * @param sample size of a draw as a share of the examples, above 0
   * @param seed from which the draws follow
   */
  public Bagging(Examples training, Examples validation, double sample, long seed) {
    if (!(sample > 0) || sample * training.count() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("sample must be a share above 0, was " + sample);
    }
    this.training = training;
    this.validation = validation;
    this.size = (int) Math.max(1, Math.round(sample * training.count()));
    this.seed = seed;
  }

  /** The examples that a member draws, by their numbers. */
  public int[] drawn(int member) {
    long key = Rng.key(seed, Rng.ENSEMBLE, member, DRAWS, 0, 0);
    int[] drawn = new int[size];
    for (int i = 0; i < size; i++) {
      drawn[i] = Rng.below(key, i, training.count());
    }
    return drawn;
  }

  @Override
  public Examples training() {
    return new Drawn(training, drawn(members.size()));
  }

  @Override
  public Examples validation() {
    return validation;
  }

  @Override
  public boolean add(Model member) {
    return members.add(member);
  }

  @Override
  public Predictor with(Model next) {
    return next;
  }

  @Override
  public Ensemble ensemble() {
    return new Ensemble(members, new Combination.Mean());
  }

  /** Examples by a list of their numbers. */
  private static final class Drawn extends Changed {
    private final int[] numbers;

    Drawn(Examples own, int[] numbers) {
      super(own);
      this.numbers = numbers;
    }

    @Override
    public int count() {
      return numbers.length;
    }

    @Override
    public int steps(int example) {
      return own.steps(numbers[example]);
    }

    @Override
    public void input(int example, float[] into) {
      own.input(numbers[example], into);
    }

    @Override
    public int steps(int example, int side) {
      return own.steps(numbers[example], side);
    }

    @Override
    public void input(int example, int side, float[] into) {
      own.input(numbers[example], side, into);
    }

    @Override
    public void target(int example, int step, Target into, int row) {
      own.target(numbers[example], step, into, row);
    }

    @Override
    public float weight(int example, int step) {
      return own.weight(numbers[example], step);
    }
  }
}
