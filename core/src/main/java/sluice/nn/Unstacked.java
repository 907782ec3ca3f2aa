package sluice.nn;

import java.util.ArrayList;
import java.util.List;

/** The layers of a network from the input on, stacks within stacks laid open. */
final class Unstacked {
  private final List<Layer> layers;

  private Unstacked(List<Layer> layers) {
    this.layers = layers;
  }

  static Unstacked of(Layer root) {
    List<Layer> layers = new ArrayList<>();
    add(root, layers);
    return new Unstacked(List.copyOf(layers));
  }

  private static void add(Layer layer, List<Layer> into) {
    if (layer instanceof StackLayer stack) {
      stack.layers().forEach(each -> add(each, into));
    } else {
      into.add(layer);
    }
  }

  /** Each with the name that its weights have. */
  List<NamedLayer> named() {
    List<NamedLayer> named = new ArrayList<>();
    int first = 0;
    for (Layer layer : layers) {
      int next = first + leaves(layer.spec());
      String name = "layers." + first + (next > first + 1 ? "-" + (next - 1) : "");
      named.add(new NamedLayer(name, layer.spec(), layer.outputSize()));
      first = next;
    }
    return List.copyOf(named);
  }

  /** The first ones alone, with the weights they have. */
  Layer upTo(int count) {
    List<Layer> first = layers.subList(0, count);
    return new StackLayer(new LayerSpec.Stack(first.stream().map(Layer::spec).toList()), first);
  }

  /** The others above them; at least one. */
  Layer above(int count) {
    List<Layer> rest = layers.subList(count, layers.size());
    return new StackLayer(new LayerSpec.Stack(rest.stream().map(Layer::spec).toList()), rest);
  }

  /** A layer cut to the last step of each sequence. */
  static Layer lastStep(Layer layer) {
    Layer last = new Blueprint(0).build(LayerSpec.lastStep(), layer.outputSize());
    var spec = new LayerSpec.Stack(List.of(layer.spec(), last.spec()));
    return new StackLayer(spec, List.of(layer, last));
  }

  /** How many numbers of layers {@link Blueprint} gives to a tree. */
  private static int leaves(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.Stack(List<LayerSpec> layers) -> leaves(layers);
      case LayerSpec.Parallel(List<LayerSpec> layers, LayerSpec.Join _) -> leaves(layers);
      case LayerSpec.Initialised initialised -> leaves(initialised.layer());
      case LayerSpec.Penalised penalised -> leaves(penalised.layer());
      case LayerSpec.Residual(LayerSpec layer) -> leaves(layer);
      case LayerSpec.Reversed(LayerSpec layer) -> leaves(layer);
      case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join _) -> 2 * leaves(layer);
      default -> 1;
    };
  }

  private static int leaves(List<LayerSpec> layers) {
    return layers.stream().mapToInt(Unstacked::leaves).sum();
  }
}
