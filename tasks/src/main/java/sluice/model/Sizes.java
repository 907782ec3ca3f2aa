package sluice.model;

import java.util.List;
import sluice.nn.Activation;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;

/**
 * How many weights a tree of layers has and how many columns it gives, without making it: what is
 * to hold or to train that many is looked at before room is made for them.
 *
 * @param weights number of values in all weights
 * @param outputs columns of the output
 */
public record Sizes(long weights, int outputs) {

  /**
   * The sizes of {@code spec} on top of {@code inputs} columns.
   *
   * @throws ArithmeticException if they are beyond all counting
   */
  public static Sizes of(LayerSpec spec, int inputs) {
    return switch (spec) {
      case LayerSpec.Stack stack -> {
        Sizes all = new Sizes(0, inputs);
        for (LayerSpec layer : stack.layers()) {
          Sizes next = of(layer, all.outputs);
          all = new Sizes(Math.addExact(all.weights, next.weights), next.outputs);
        }
        yield all;
      }
      case LayerSpec.Initialised initialised -> of(initialised.layer(), inputs);
      case LayerSpec.Penalised penalised -> of(penalised.layer(), inputs);
      case LayerSpec.Parallel(List<LayerSpec> layers, LayerSpec.Join join) ->
          layers.stream()
              .map(layer -> of(layer, inputs))
              .reduce((one, other) -> one.beside(other, join))
              .orElseThrow();
      case LayerSpec.Residual(LayerSpec layer) -> of(layer, inputs);
      case LayerSpec.Reversed(LayerSpec layer) -> of(layer, inputs);
      case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join join) ->
          of(layer, inputs).beside(of(layer, inputs), join);
      case LayerSpec.LstmSpec lstm -> lstm(lstm, inputs);
      case LayerSpec.InitialState(LayerSpec layer, boolean learned, float _) -> {
        Sizes sizes = of(layer, inputs);
        int cells = layer instanceof LayerSpec.LstmSpec lstm ? lstm.hidden() : 0;
        long start = learned ? (long) sizes.outputs + cells : 0;
        yield new Sizes(Math.addExact(sizes.weights, start), sizes.outputs);
      }
      case LayerSpec.GruSpec gru -> {
        Sizes cell = recurrent(3, gru.hidden(), inputs);
        boolean after = gru.reset() == LayerSpec.Reset.AFTER; // one more bias
        yield new Sizes(cell.weights + (after ? gru.hidden() : 0), cell.outputs);
      }
      case LayerSpec.RnnSpec rnn -> recurrent(1, rnn.hidden(), inputs);
      case LayerSpec.IndRnnSpec rnn ->
          new Sizes(Math.multiplyExact(inputs + 2L, (long) rnn.hidden()), rnn.hidden());
      case LayerSpec.DenseSpec dense ->
          new Sizes(
              Math.addExact(
                  Math.multiplyExact(inputs + 1L, (long) dense.units()),
                  learned(dense.activation(), dense.units())),
              dense.units());
      case LayerSpec.ActivationSpec(Activation activation) ->
          new Sizes(learned(activation, inputs), inputs);
      case LayerSpec.EmbeddingSpec embedding ->
          new Sizes((long) inputs * embedding.size(), embedding.size());
      case LayerSpec.EmbeddedColumnsSpec columns -> embedded(columns, inputs);
      case LayerSpec.LayerNormSpec norm -> new Sizes(2L * inputs, inputs);
      case LayerSpec.TimePoolSpec pool -> new Sizes(0, inputs);
      case LayerSpec.AttentionPoolSpec pool ->
          new Sizes(Math.multiplyExact(inputs + 2L, (long) pool.size()), inputs);
      case LayerSpec.FlattenSpec flatten ->
          new Sizes(0, Math.multiplyExact(flatten.steps(), inputs));
      case LayerSpec.ReshapeSpec reshape -> new Sizes(0, reshape.columns());
      case LayerSpec.RepeatSpec repeat -> new Sizes(0, inputs);
      case LayerSpec.DropoutSpec dropout -> new Sizes(0, inputs);
      case LayerSpec.LastStepsSpec last -> new Sizes(0, inputs);
    };
  }

  private Sizes beside(Sizes other, LayerSpec.Join join) {
    return new Sizes(
        Math.addExact(weights, other.weights),
        join == LayerSpec.Join.CONCAT ? Math.addExact(outputs, other.outputs) : outputs);
  }

  private static Sizes embedded(LayerSpec.EmbeddedColumnsSpec columns, int inputs) {
    Sizes all = new Sizes(0, inputs);
    for (LayerSpec.EmbeddedColumn table : columns.tables()) {
      long weights = (table.names() + 1L) * table.size();
      all =
          new Sizes(
              Math.addExact(all.weights, weights), Math.addExact(all.outputs, table.size() - 1));
    }
    return all;
  }

  /** Slopes of a parametric ReLU. */
  private static long learned(Activation activation, int columns) {
    return activation.kind() == Activation.Kind.PARAMETRIC_RELU ? columns : 0;
  }

  private static Sizes lstm(LayerSpec.LstmSpec lstm, int inputs) {
    LstmForm form = lstm.form();
    long hidden = lstm.hidden();
    int outputs = form.projection() > 0 ? form.projection() : lstm.hidden();
    long gates = form.coupled() ? 3 : 4;
    long columns = gates * hidden;
    long weights = Math.multiplyExact((long) inputs + outputs + 1, columns);
    if (form.peepholes()) {
      weights = Math.addExact(weights, (gates - 1) * hidden);
    }
    if (form.projection() > 0) {
      weights = Math.addExact(weights, hidden * outputs);
    }
    if (form.normalised()) {
      weights = Math.addExact(weights, 2 * columns + 2 * hidden);
    }
    return new Sizes(weights, outputs);
  }

  /** Wx, Wh and b of a cell with this many gates. */
  private static Sizes recurrent(int gates, int hidden, int inputs) {
    long rows = (long) inputs + hidden + 1;
    return new Sizes(Math.multiplyExact(rows, Math.multiplyExact((long) gates, hidden)), hidden);
  }
}
