package sluice.nn;

import java.util.List;

/** The weights that columns of a network's input are multiplied by first. */
final class InputWeights {
  private InputWeights() {}

  /** Of the lowest layers that multiply; none where columns lose their place below them. */
  static List<Weight> of(Layer layer) {
    return switch (layer) {
      case StackLayer stack -> of(stack);
      case ParallelLayer parallel ->
          parallel.parts().stream().flatMap(part -> of(part).stream()).toList();
      case PenalisedLayer penalised -> of(penalised.layer());
      case ReversedLayer reversed -> of(reversed.layer());
      default -> layer.weights().stream().filter(InputWeights::multiplies).toList();
    };
  }

  private static List<Weight> of(StackLayer stack) {
    for (Layer layer : stack.layers()) {
      List<Weight> found = of(layer);
      if (!found.isEmpty() || layer instanceof Reshape) {
        return found;
      }
    }
    return List.of();
  }

  /** By the names that layers give: w of what has no past, wx of what has one. */
  private static boolean multiplies(Weight weight) {
    return weight.name().endsWith(".w") || weight.name().endsWith(".wx");
  }
}
