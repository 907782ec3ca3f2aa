package sluice.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.PassSettings;

/**
 * Looks for the likeliest continuation: of all that one token more makes of the best so far, the
 * best are kept. Nothing is drawn.
 */
public final class Beam {
  private final Model model;
  private final int width;
  private final boolean[] never;
  private final Model.Pass pass;
  private final int stateLength;

  /**
   * Of a model.
   *
   * @param width how many are kept, at least 1
   * @param never by id: whether a token is not to be written
   */
  public Beam(Model model, int width, boolean[] never) {
    if (width < 1) {
      throw new IllegalArgumentException("a beam is at least 1 wide, was " + width);
    }
    this.model = model;
    this.width = width;
    this.never = never.clone();
    pass = model.pass(PassSettings.predicting(Capacity.of(1, 1)));
    stateLength = model.network().stateLength();
  }

  /** What was written so far, and what it costs. */
  private record Line(List<Integer> tokens, double nats, float[] state, double[] next) {}

  /** One token more of a line. */
  private record Choice(Line line, int token, double nats) {}

  /**
   * The likeliest continuation found.
   *
   * @param prompt what stands before it, at least one token
   * @param length tokens to write
   */
  public List<Integer> continued(int[] prompt, int length) {
    float[] state = new float[stateLength];
    double[] next = {};
    for (int token : prompt) {
      next = read(state, token);
    }
    List<Line> lines = List.of(new Line(List.of(), 0, state, next));
    for (int t = 0; t < length; t++) {
      List<Line> longer = new ArrayList<>();
      for (Choice choice : best(lines)) {
        List<Integer> tokens = new ArrayList<>(choice.line.tokens);
        tokens.add(choice.token);
        float[] after = choice.line.state.clone();
        longer.add(new Line(tokens, choice.nats, after, read(after, choice.token)));
      }
      lines = longer;
    }
    return List.copyOf(lines.getFirst().tokens);
  }

  private List<Choice> best(List<Line> lines) {
    List<Choice> choices = new ArrayList<>();
    for (Line line : lines) {
      for (int token = 0; token < line.next.length; token++) {
        if (!never[token]) {
          choices.add(new Choice(line, token, line.nats + line.next[token]));
        }
      }
    }
    choices.sort(Comparator.comparingDouble(Choice::nats)); // stable: equal ones keep their order
    return choices.subList(0, Math.min(width, choices.size()));
  }

  /** Reads a token; gives −log p of each next one. Modified: {@code state}. */
  private double[] read(float[] state, int token) {
    Matrix p = pass.step(state, new int[] {0}, Input.Ids.of(model.network().inputSize(), token));
    double[] nats = new double[p.columns()];
    for (int id = 0; id < nats.length; id++) {
      nats[id] = -StrictMath.log(p.get(0, id));
    }
    return nats;
  }
}
