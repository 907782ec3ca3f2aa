package sluice.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sluice.nn.Network;

/**
 * What a {@link Recorder} has seen of one training step. It is written over at the next step that
 * is recorded: read it while the listener is called, or copy the figures.
 */
public final class Recording {
  private final List<CellRecording> cells;
  private final List<WeightRecording> weights = new ArrayList<>();
  private final List<WeightRecording> shown = Collections.unmodifiableList(weights);
  private long step;
  private double norm;
  private double clip = 1;

  Recording(Network network) {
    cells = network.cells().stream().map(CellRecording::new).toList();
  }

  /** The step, counted from 1 over all epochs. */
  public long step() {
    return step;
  }

  /** The recurrent layers, bottom layer first. */
  public List<CellRecording> cells() {
    return cells;
  }

  /** The trained weights, bottom layer first. */
  public List<WeightRecording> weights() {
    return shown;
  }

  /** L2 norm of all gradients together, before any clipping. */
  public double norm() {
    return norm;
  }

  /** What clipping by norm multiplied every gradient by: 1 where it did not. */
  public double clip() {
    return clip;
  }

  void step(long value) {
    step = value;
  }

  void norm(double value) {
    norm = value;
  }

  void clip(double value) {
    clip = value;
  }

  List<WeightRecording> own() {
    return weights;
  }
}
