package sluice.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.nn.PassSettings;

/**
 * Several models that answer as one: the one place where several answers become one.
 *
 * @param members at least one; all read and answer as many columns
 * @param combination how their answers become one
 */
public record Ensemble(List<Model> members, Combination combination) implements Predictor {

  /** Copies the list and checks that the members fit one another. */
  public Ensemble {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least one member");
    }
    Model first = members.getFirst();
    for (Model member : members) {
      if (member.network().inputSize() != first.network().inputSize()
          || member.head().outputSize() != first.head().outputSize()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "members must read and answer as many columns: %d to %d and %d to %d",
                first.network().inputSize(),
                first.head().outputSize(),
                member.network().inputSize(),
                member.head().outputSize()));
      }
    }
    if (combination instanceof Combination.Vote(List<Double> weights)
        && weights.size() != members.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "each of %d members needs a weight, there are %d",
              members.size(),
              weights.size()));
    }
  }

  /** Models whose answers are averaged. */
  public static Ensemble mean(Model... members) {
    return new Ensemble(List.of(members), new Combination.Mean());
  }

  /**
   * The class that a row of answers finds likeliest, the first of equals; of a single column, the
   * probability of yes, 1 where yes is likelier than no.
   */
  public static int likeliest(Matrix answers, int row) {
    if (answers.columns() == 1) {
      return answers.get(row, 0) > 1 - answers.get(row, 0) ? 1 : 0;
    }
    int likeliest = 0;
    for (int c = 1; c < answers.columns(); c++) {
      likeliest = answers.get(row, c) > answers.get(row, likeliest) ? c : likeliest;
    }
    return likeliest;
  }

  @Override
  public long parameters() {
    return members.stream().mapToLong(Model::parameters).sum();
  }

  @Override
  public Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  /** A pass of each member, and their answers together. One thread at a time. */
  public final class Pass implements Predictor.Pass {
    private final Model.Pass[] passes;
    private final double[] weights; // of the members
    private final boolean vote;
    private final double start;
    private final double rate;
    private final double divisor;
    private final double[] sums; // [N′, O]
    private final Matrix answers; // [N′, O]

    private Pass(PassSettings settings) {
      passes = members.stream().map(m -> m.pass(settings)).toArray(Model.Pass[]::new);
      weights = new double[passes.length];
      Arrays.fill(weights, 1);
      vote = combination instanceof Combination.Vote;
      switch (combination) {
        case Combination.Mean() -> {
          start = 0;
          rate = 1;
          divisor = weights.length;
        }
        case Combination.Vote(List<Double> own) -> {
          double all = 0;
          for (int m = 0; m < weights.length; m++) {
            weights[m] = own.get(m);
            all += weights[m];
          }
          start = 0;
          rate = 1;
          divisor = all;
        }
        case Combination.Sum(double from, double each) -> {
          start = from;
          rate = each;
          divisor = 1;
        }
      }
      Model first = members.getFirst();
      int rows = first.network().capacityAfter(settings.capacity()).rows();
      answers = Matrix.of(rows, first.head().outputSize());
      sums = new double[answers.size()];
    }

    @Override
    public Matrix predict(Input x, Steps steps) {
      for (int m = 0; m < passes.length; m++) {
        Matrix y = passes[m].predict(x, steps);
        if (m == 0) {
          answers.rows(y.rows());
          Arrays.fill(sums, 0, answers.size(), 0);
        } else if (y.rows() != answers.rows()) {
          throw new IllegalArgumentException(
              "members must answer for as many steps: " + answers.rows() + " and " + y.rows());
        }
        if (vote) {
          vote(y, weights[m]);
        } else {
          add(y);
        }
      }
      for (int i = 0; i < answers.size(); i++) {
        answers.data()[answers.at(0) + i] = (float) (start + rate * sums[i] / divisor);
      }
      return answers;
    }

    private void add(Matrix y) {
      for (int i = 0; i < y.size(); i++) {
        sums[i] += y.data()[y.at(0) + i];
      }
    }

    private void vote(Matrix y, double weight) {
      for (int row = 0; row < y.rows(); row++) {
        int voted = likeliest(y, row);
        if (y.columns() > 1) {
          sums[row * y.columns() + voted] += weight;
        } else if (voted == 1) {
          sums[row] += weight;
        }
      }
    }

    @Override
    public Steps steps() {
      return passes[0].steps();
    }
  }
}
