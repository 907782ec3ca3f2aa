package sluice.inspect;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Workers;
import sluice.optim.Clip;
import sluice.train.Batches;
import sluice.train.Evaluator;

/**
 * Says while a network trains what keeps it from learning: a gradient that vanishes or explodes,
 * saturated gates, clipping at every step. It goes by what a {@link Recorder} measures and reads
 * only: no bit of the training changes.
 *
 * <p>Each kind is said once, and only if it shows at each of the last {@value #RECORDINGS} recorded
 * steps, none of which may be the first: one batch proves nothing, and the first weights are given
 * the time of one recording. It is not said of a network that learns all the same. Whether it does
 * is measured when something shows: the loss on a sample of the training part, beside that of the
 * best constant answer. Rules and reasons stand in {@code docs/advice.md}.
 *
 * <p>For one training, not thread-safe: called on the thread that trains.
 */
public final class Watch implements Consumer<Recording> {
  /** Recorded steps, one after the other, that have to show the same. */
  static final int RECORDINGS = 4;

  /** A share of the loss that falls from one measurement to the next: it begins to learn. */
  private static final double RISES = 0.02;

  private static final int BATCHES = 8; // enough to see whether anything is learned

  private final Model model;
  private final Sample sample;
  private final Clip clip;
  private final Workers workers;
  private final Consumer<Notice> listener;
  private final Deque<Pulse> last = new ArrayDeque<>();
  private final Set<Finding.Kind> said = EnumSet.noneOf(Finding.Kind.class);
  private double constant; // loss of the best constant answer; 0 until it was asked for
  private boolean learns; // half of what there is to learn
  private double before = Double.NaN; // what was learned when it was measured last

  /**
   * Over a training.
   *
   * @param model that is trained; only read
   * @param training batches of what it is trained on, of their own: those that the trainer reads
   *     have one batch at a time
   * @param clip limits to the gradients, as the training has them
   * @param workers the threads that may help
   * @param listener hears what is found
   */
  public Watch(
      Model model, Batches training, Clip clip, Workers workers, Consumer<Notice> listener) {
    this.model = model;
    this.sample = new Sample(training, BATCHES);
    this.clip = clip;
    this.workers = workers;
    this.listener = listener;
  }

  /** Does not say again what was said before a training was interrupted. */
  public Watch said(Collection<Finding.Kind> kinds) {
    said.addAll(kinds);
    return this;
  }

  /** Looks at a recorded step. */
  @Override
  public void accept(Recording recording) {
    if (learns || recording.step() == 1) {
      return;
    }
    last.addLast(Pulse.of(recording));
    if (last.size() > RECORDINGS) {
      last.removeFirst();
    }
    if (last.size() == RECORDINGS) {
      judge(recording.step());
    }
  }

  private void judge(long step) {
    WatchSigns signs = new WatchSigns(List.copyOf(last), clip);
    if (!signs.any(said)) {
      return;
    }
    double learned = learned();
    learns = learned >= WatchSigns.LEARNED_HALF;
    boolean dead =
        DeadUnits.of(model.network(), sample).stream()
            .anyMatch(layer -> layer.share() >= GradientSigns.DEAD);
    last.clear(); // before it is measured again there are as many new ones
    boolean stuck = learned < before + RISES;
    before = Math.max(0, learned); // what leads to the constant answer is no learning
    for (Finding finding : signs.findings(learned, stuck, dead)) {
      if (said.add(finding.kind())) {
        listener.accept(new Notice(step, finding));
      }
    }
  }

  /** Share of the constant's loss that is removed; NaN where no constant stands for an answer. */
  private double learned() {
    if (constant == 0) {
      constant = ConstantAnswer.losses(model, sample, sample)[0];
    }
    return Double.isNaN(constant)
        ? Double.NaN
        : 1 - new Evaluator(model, sample, Reduction.MEAN, workers).loss() / constant;
  }
}
