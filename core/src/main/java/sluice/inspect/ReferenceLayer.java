package sluice.inspect;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import sluice.nn.Activation;
import sluice.nn.Draw;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Noise;
import sluice.nn.Weight;

/**
 * The equations of one layer over one sequence, in double precision and without any trick. Rows are
 * steps; no batch, no packing, no sharing of work.
 */
interface ReferenceLayer {

  /**
   * The outputs of a sequence.
   *
   * @param x inputs, [T, I]
   * @param start initial state, [stateLength]
   * @param id id of the sequence, from which dropout masks follow
   * @return y [T′, O]
   */
  double[][] forward(double[][] x, double[] start, long id);

  /**
   * The gradient of the inputs of the last forward; adds to the gradients of the weights.
   *
   * @param dy [T′, O]
   * @param dEnd gradient of the final state, [stateLength]
   * @return dx [T, I]
   */
  double[][] backward(double[][] dy, double[] dEnd);

  /** The final state after forward. */
  default double[] end() {
    return new double[0];
  }

  /** The gradient of the initial state after backward. */
  default double[] startGradient() {
    return new double[0];
  }

  /** Floats of state. */
  default int stateLength() {
    return 0;
  }

  /** Distance of the nearest pre-activation of the last forward to a kink of its activation. */
  default double nearestKink() {
    return Double.POSITIVE_INFINITY;
  }

  /** What the last sequence's steps came to inside a recurrent layer. */
  default ReferenceTrace trace() {
    return ReferenceTrace.NONE;
  }

  /** Its weights, in the network's order. */
  default List<ReferenceWeight> weights() {
    return List.of();
  }

  /** This layer and those in it, in the network's order, stacks left out. */
  default Stream<ReferenceLayer> leaves() {
    return Stream.of(this);
  }

  /**
   * The layers of a spec, reading the network's weights in their order.
   *
   * @param penalties takes what is asked of outputs in it. Modified
   * @param each makes something of each leaf
   */
  static ReferenceLayer of(
      LayerSpec spec,
      List<Weight> weights,
      Draw draw,
      List<ReferencePenalty> penalties,
      BiFunction<LayerSpec, ReferenceLayer, ReferenceLayer> each) {
    return new Builder(weights.stream().map(ReferenceWeight::of).iterator(), draw, penalties, each)
        .build(spec);
  }

  /** Walks a tree of specs as the network did when it was created. */
  final class Builder {
    private final Iterator<ReferenceWeight> weights;
    private final Draw draw;
    private final List<ReferencePenalty> penalties;
    private final BiFunction<LayerSpec, ReferenceLayer, ReferenceLayer> each;
    private float outputGate; // of the layer that is being built
    private int index;

    private Builder(
        Iterator<ReferenceWeight> weights,
        Draw draw,
        List<ReferencePenalty> penalties,
        BiFunction<LayerSpec, ReferenceLayer, ReferenceLayer> each) {
      this.penalties = penalties;
      this.weights = weights;
      this.draw = draw;
      this.each = each;
    }

    private ReferenceLayer build(LayerSpec spec) {
      ReferenceLayer layer = plain(spec);
      boolean leaf = layer.leaves().allMatch(layer::equals) && layer.leaves().count() == 1;
      return leaf ? each.apply(spec, layer) : layer;
    }

    private ReferenceLayer plain(LayerSpec spec) {
      return switch (spec) {
        case LayerSpec.Stack(List<LayerSpec> layers) ->
            new ReferenceStack(layers.stream().map(this::build).toList());
        case LayerSpec.Initialised initialised -> build(initialised.layer());
        case LayerSpec.Penalised penalised -> penalised(penalised);
        case LayerSpec.Parallel(List<LayerSpec> layers, LayerSpec.Join join) ->
            new ReferenceParallel(layers.stream().map(this::build).toList(), join);
        case LayerSpec.Residual(LayerSpec layer) ->
            new ReferenceParallel(
                List.of(new ReferenceStack(List.of()), build(layer)), LayerSpec.Join.SUM);
        case LayerSpec.Reversed(LayerSpec layer) -> new ReferenceReversed(build(layer));
        case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join join) ->
            new ReferenceParallel(List.of(build(layer), new ReferenceReversed(build(layer))), join);
        case LayerSpec.LstmSpec(_, _, _, LstmForm form, Noise noise)
            when form.equals(LstmForm.PLAIN) && noise.equals(Noise.NONE) ->
            leaf(
                new ReferenceLstm(
                    weights.next(), weights.next(), weights.next(), penalty(outputGate)));
        case LayerSpec.LstmSpec lstm ->
            leaf(
                new ReferenceGatedLstm(
                    lstm,
                    weights,
                    new ReferenceNoise(lstm.noise(), index, draw),
                    penalty(outputGate)));
        case LayerSpec.InitialState(LayerSpec layer, boolean learned, float cell) ->
            initialState(build(layer), layer, learned, cell);
        case LayerSpec.GruSpec gru ->
            leaf(
                new ReferenceGru(
                    weights.next(),
                    weights.next(),
                    weights.next(),
                    weights.next(),
                    gru.reset() == LayerSpec.Reset.AFTER ? List.of(weights.next()) : List.of(),
                    ReferenceGate.of(gru.gates()),
                    new ReferenceNoise(gru.noise(), index, draw)));
        case LayerSpec.IndRnnSpec rnn ->
            leaf(
                new ReferenceIndRnn(
                    weights.next(),
                    weights.next(),
                    weights.next(),
                    ReferenceActivation.of(rnn.activation()),
                    new ReferenceNoise(rnn.noise(), index, draw)));
        case LayerSpec.RnnSpec rnn ->
            leaf(
                new ReferenceRnn(
                    weights.next(),
                    weights.next(),
                    weights.next(),
                    ReferenceActivation.of(rnn.activation()),
                    new ReferenceNoise(rnn.noise(), index, draw)));
        case LayerSpec.DenseSpec dense ->
            leaf(new ReferenceDense(weights.next(), weights.next(), activated(dense.activation())));
        case LayerSpec.ActivationSpec(Activation activation) -> leaf(activated(activation));
        case LayerSpec.EmbeddingSpec embedding -> leaf(embedding(embedding, weights.next()));
        case LayerSpec.EmbeddedColumnsSpec columns ->
            leaf(
                new ReferenceEmbeddedColumns(
                    columns, columns.tables().stream().map(_ -> weights.next()).toList()));
        case LayerSpec.LayerNormSpec(float epsilon) ->
            leaf(new ReferenceLayerNorm(weights.next(), weights.next(), epsilon));
        case LayerSpec.TimePoolSpec(LayerSpec.Pool over) ->
            leaf(new ReferenceTimePool(over == LayerSpec.Pool.MAX));
        case LayerSpec.AttentionPoolSpec _ ->
            leaf(new ReferenceAttentionPool(weights.next(), weights.next(), weights.next()));
        case LayerSpec.FlattenSpec(int steps) -> leaf(new ReferenceReshape(steps, 0));
        case LayerSpec.RepeatSpec(int steps) -> leaf(new ReferenceRepeat(steps));
        case LayerSpec.ReshapeSpec(int columns) -> leaf(new ReferenceReshape(0, columns));
        case LayerSpec.DropoutSpec(float rate, boolean whole) ->
            leaf(new ReferenceDropout(rate, whole, index, draw));
        case LayerSpec.LastStepsSpec(int count) -> leaf(new ReferenceLastSteps(count));
      };
    }

    private ReferenceLayer embedding(LayerSpec.EmbeddingSpec spec, ReferenceWeight table) {
      Noise drop = Noise.NONE.weightDrop(spec.dropout());
      double[] mask = new ReferenceNoise(drop, index, draw).weightMask(0, 0, table.values().length);
      return new ReferenceEmbedding(table, spec.padding(), mask);
    }

    private ReferenceLayer penalised(LayerSpec.Penalised spec) {
      outputGate = spec.outputGate(); // above 0 only right around an LSTM
      ReferenceLayer layer = build(spec.layer());
      outputGate = 0;
      return new ReferencePenalised(layer, penalty(spec.activation()), penalty(spec.change()));
    }

    private ReferencePenalty penalty(float strength) {
      var penalty = new ReferencePenalty(strength);
      penalties.add(penalty);
      return penalty;
    }

    /** Called after the weights that come before those of the activation. */
    private ReferenceActivated activated(Activation activation) {
      return new ReferenceActivated(
          activation,
          activation.kind() == Activation.Kind.PARAMETRIC_RELU
              ? List.of(weights.next())
              : List.of());
    }

    private ReferenceLayer initialState(
        ReferenceLayer layer, LayerSpec spec, boolean learned, float cell) {
      if (learned) {
        ReferenceWeight start = weights.next();
        return new ReferenceInitialState(layer, List.of(start), start.row());
      }
      double[] start = new double[layer.stateLength()];
      if (spec instanceof LayerSpec.LstmSpec lstm) { // h stands first, then c
        Arrays.fill(start, start.length - lstm.hidden(), start.length, cell);
      }
      return new ReferenceInitialState(layer, List.of(), start);
    }

    private ReferenceLayer leaf(ReferenceLayer layer) {
      index++;
      return layer;
    }
  }
}
