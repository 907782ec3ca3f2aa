package sluice.nn;

import java.util.List;
import java.util.Optional;

/** A layer with one other inside, whose sizes and weights it has unless it says otherwise. */
interface LayerAround extends Layer {
  /** The layer inside. */
  Layer layer();

  @Override
  default int inputSize() {
    return layer().inputSize();
  }

  @Override
  default int outputSize() {
    return layer().outputSize();
  }

  @Override
  default List<Weight> weights() {
    return layer().weights();
  }

  @Override
  default int stateLength() {
    return layer().stateLength();
  }

  @Override
  default long lengthAfter(long steps) {
    return layer().lengthAfter(steps);
  }

  @Override
  default Capacity capacityAfter(Capacity capacity) {
    return layer().capacityAfter(capacity);
  }

  @Override
  default Optional<String> needsWholeSequences() {
    return layer().needsWholeSequences();
  }

  @Override
  default void addCells(int state, boolean backwards, List<Cell> into) {
    layer().addCells(state, backwards, into);
  }
}
