package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.nn.Activation;
import sluice.nn.Initialiser;
import sluice.nn.LayerSpec;

/**
 * A cell with its first values, to be measured beside others.
 *
 * @param name such as {@code lstm, forget bias 0}
 * @param cell one of {@link #CELLS}; empty for the network as it is
 * @param bias first bias of the forget gate of an LSTM
 * @param chrono longest memory of an LSTM or a GRU; 0 for none
 * @param steps to which an IndRNN's memory is bound
 */
public record CellChoice(String name, String cell, float bias, int chrono, int steps) {
  /** The cells by name. */
  public static final List<String> CELLS = List.of("rnn", "irnn", "indrnn", "gru", "lstm");

  private static final String BIAS = "forget-bias=";
  private static final String CHRONO = "chrono";
  private static final String DEFAULT = "default";

  /**
   * Every cell with every way to begin that it has.
   *
   * @param cells names; none for the network as it is
   * @param inits {@code default}, {@code forget-bias=NUMBER}, {@code chrono} or {@code
   *     chrono=STEPS}
   * @param steps of a sequence
   * @throws IllegalArgumentException if there is no such cell or way; says which there are
   */
  public static List<CellChoice> of(List<String> cells, List<String> inits, int steps) {
    if (cells.isEmpty()) {
      return List.of(new CellChoice("the network", "", 1, 0, steps));
    }
    List<CellChoice> choices = new ArrayList<>();
    for (String cell : cells) {
      if (!CELLS.contains(cell)) {
        throw new IllegalArgumentException(
            "there is no cell " + cell + "; there are " + String.join(", ", CELLS));
      }
      for (String init : inits.isEmpty() ? List.of(DEFAULT) : inits) {
        of(cell, init, steps).ifPresent(choices::add);
      }
    }
    if (choices.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the cells begins in one of these ways; add default to them");
    }
    return choices;
  }

  private static Optional<CellChoice> of(String cell, String init, int steps) {
    boolean gated = cell.equals("lstm") || cell.equals("gru");
    if (init.equals(DEFAULT)) {
      return Optional.of(new CellChoice(cell, cell, 1, 0, steps));
    }
    if (init.startsWith(BIAS)) {
      float bias = number(init, BIAS.length());
      String name = cell + ", forget bias " + init.substring(BIAS.length());
      return Optional.of(new CellChoice(name, cell, bias, 0, steps))
          .filter(_ -> cell.equals("lstm"));
    }
    if (init.equals(CHRONO) || init.startsWith(CHRONO + "=")) {
      int longest = init.equals(CHRONO) ? Math.max(3, steps) : (int) number(init, 7);
      String name = cell + ", chrono(" + longest + ")";
      return Optional.of(new CellChoice(name, cell, 1, longest, steps)).filter(_ -> gated);
    }
    throw new IllegalArgumentException(
        "there is no way to begin called "
            + init
            + "; there are default, forget-bias=NUMBER, chrono and chrono=STEPS");
  }

  private static float number(String init, int from) {
    try {
      return Float.parseFloat(init.substring(from));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number behind = in " + init, e);
    }
  }

  /** Whether it is the network as it is. */
  boolean isOwn() {
    return cell.isEmpty();
  }

  /**
   * The rate in nats a step that was measured of 100 steps of random input, 128 units, in double
   * precision; NaN where none was.
   */
  double published() {
    if (cell.equals("rnn")) {
      return -0.55;
    }
    if (!cell.equals("lstm")) {
      return Double.NaN;
    }
    return chrono == 100
        ? -0.016
        : chrono > 0 ? Double.NaN : bias == 0 ? -0.46 : bias == 1 ? -0.16 : Double.NaN;
  }

  /** The cell with so many units. */
  LayerSpec spec(int hidden) {
    return switch (cell) {
      case "rnn" -> LayerSpec.rnn(hidden);
      case "irnn" ->
          new LayerSpec.Initialised(
              new LayerSpec.RnnSpec(hidden, Activation.RELU),
              Optional.empty(),
              Optional.of(new Initialiser(Initialiser.Kind.IDENTITY, 1)),
              Optional.empty());
      case "indrnn" -> LayerSpec.indRnn(hidden, steps);
      case "gru" ->
          new LayerSpec.GruSpec(
              hidden, LayerSpec.Reset.AFTER, sluice.nn.GateFunction.SIGMOID, chrono);
      default -> new LayerSpec.LstmSpec(hidden, bias).chrono(chrono);
    };
  }

  /** The same layers with this cell in the place of every recurrent one. */
  LayerSpec in(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.LstmSpec lstm ->
          spec(lstm.form().projection() > 0 ? lstm.form().projection() : lstm.hidden());
      case LayerSpec.GruSpec gru -> spec(gru.hidden());
      case LayerSpec.RnnSpec rnn -> spec(rnn.hidden());
      case LayerSpec.IndRnnSpec rnn -> spec(rnn.hidden());
      case LayerSpec.Stack(List<LayerSpec> layers) ->
          new LayerSpec.Stack(layers.stream().map(this::in).toList());
      case LayerSpec.Parallel(List<LayerSpec> layers, LayerSpec.Join join) ->
          new LayerSpec.Parallel(layers.stream().map(this::in).toList(), join);
      case LayerSpec.Residual(LayerSpec layer) -> new LayerSpec.Residual(in(layer));
      case LayerSpec.Reversed(LayerSpec layer) -> new LayerSpec.Reversed(in(layer));
      case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join join) ->
          new LayerSpec.Bidirectional(in(layer), join);
      case LayerSpec.Initialised initialised -> in(initialised.layer());
      case LayerSpec.InitialState state -> in(state.layer());
      case LayerSpec.Penalised penalised -> in(penalised.layer());
      default -> spec;
    };
  }
}
