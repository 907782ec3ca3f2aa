package sluice.language;

import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.PassSettings;

/** Has a language model write: it reads a beginning, then what it has drawn itself. */
public final class TextWriter {
  private static final int[] SLOT = {0};

  private final Model.Pass pass;
  private final float[] state;
  private final Input.Ids input;
  private final Drawer drawer;
  private int written;
  private Matrix foretold = Matrix.EMPTY;

  /**
   * Of a model.
   *
   * @param never by id: whether a token is not to be written
   */
  public TextWriter(Model model, Sampling sampling, boolean[] never) {
    pass = model.pass(PassSettings.predicting(Capacity.of(1, 1)));
    state = new float[model.network().stateLength()];
    input = new Input.Ids(1, model.network().inputSize()).rows(1);
    drawer = new Drawer(sampling, never);
  }

  /** Reads a token; gives the probabilities of the next one, valid until the next call. */
  public Matrix read(int token) {
    input.set(0, token);
    foretold = pass.step(state, SLOT, input);
    return foretold;
  }

  /** Draws the next token and reads it; at least one was read before. */
  public int write() {
    int token = drawer.draw(foretold, written++);
    var _ = read(token);
    return token;
  }
}
