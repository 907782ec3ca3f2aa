package sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import sluice.nn.GateFunction;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Noise;

/**
 * The tree of layers as JSON: each node has its {@code type}, its {@code version} and its settings,
 * and nothing else. No name in a file is ever the name of a class.
 */
final class SpecJson {
  private static final String TYPES =
      "stack, parallel, residual, reversed, bidirectional, initialised, penalised, lstm,"
          + " initial-state, gru, rnn, indrnn, dense, activation, embedding, embedded-columns,"
          + " layer-norm, pool, attention-pool, flatten, reshape, repeat, dropout, last-steps";

  private static final String[] LSTM_KEYS = {
    "hidden",
    "forget_bias",
    "chrono",
    "peepholes",
    "coupled",
    "projection",
    "normalised",
    "gates",
    "recurrent_dropout",
    "state_dropout",
    "zoneout_cell",
    "zoneout_hidden",
    "weight_drop"
  };

  private static final String[] GRU_KEYS = {
    "hidden",
    "reset",
    "gates",
    "chrono",
    "recurrent_dropout",
    "state_dropout",
    "zoneout_cell",
    "zoneout_hidden",
    "weight_drop"
  };

  private static final int MOST = Integer.MAX_VALUE;

  private SpecJson() {}

  static JsonObject write(LayerSpec spec) {
    JsonObject json = JsonObject.empty().put("type", spec.type()).put("version", spec.version());
    return switch (spec) {
      case LayerSpec.Stack stack ->
          json.putObjects("layers", stack.layers().stream().map(SpecJson::write).toList());
      case LayerSpec.Parallel parallel ->
          json.putObjects("layers", parallel.layers().stream().map(SpecJson::write).toList())
              .put("join", text(parallel.join()));
      case LayerSpec.Residual residual -> json.put("layer", write(residual.layer()));
      case LayerSpec.Reversed reversed -> json.put("layer", write(reversed.layer()));
      case LayerSpec.Bidirectional both ->
          json.put("layer", write(both.layer())).put("join", text(both.join()));
      case LayerSpec.LstmSpec lstm -> lstm(json, lstm);
      case LayerSpec.InitialState state ->
          json.put("layer", write(state.layer()))
              .put("learned", state.learned())
              .put("cell", state.cell());
      case LayerSpec.Initialised initialised -> {
        json.put("layer", write(initialised.layer()));
        initialised.weights().ifPresent(first -> InitialiserJson.put(json, "weights", first));
        initialised.recurrent().ifPresent(first -> InitialiserJson.put(json, "recurrent", first));
        initialised.biases().ifPresent(first -> InitialiserJson.put(json, "biases", first));
        yield json;
      }
      case LayerSpec.Penalised penalised ->
          json.put("layer", write(penalised.layer()))
              .put("output_gate", penalised.outputGate())
              .put("activation", penalised.activation())
              .put("change", penalised.change());
      case LayerSpec.GruSpec gru ->
          noise(
              json.put("hidden", gru.hidden())
                  .put("reset", gru.reset() == LayerSpec.Reset.AFTER ? "after" : "before")
                  .put("gates", text(gru.gates()))
                  .put("chrono", gru.chrono()),
              gru.noise());
      case LayerSpec.RnnSpec rnn -> {
        ActivationJson.put(json.put("hidden", rnn.hidden()), rnn.activation());
        yield rnn.version() == 1 ? json : noise(json, rnn.noise());
      }
      case LayerSpec.IndRnnSpec rnn -> {
        ActivationJson.put(json.put("hidden", rnn.hidden()), rnn.activation())
            .put("horizon", rnn.horizon());
        yield rnn.version() == 1 ? json : noise(json, rnn.noise());
      }
      case LayerSpec.DenseSpec dense ->
          ActivationJson.put(json.put("units", dense.units()), dense.activation());
      case LayerSpec.ActivationSpec layer -> ActivationJson.put(json, layer.activation());
      case LayerSpec.EmbeddingSpec embedding -> {
        json.put("size", embedding.size());
        embedding.padding().ifPresent(id -> json.put("padding", id));
        if (embedding.dropout() > 0) {
          json.put("dropout", embedding.dropout());
        }
        yield embedding.frozen() ? json.put("frozen", true) : json;
      }
      case LayerSpec.EmbeddedColumnsSpec columns ->
          json.putObjects("tables", columns.tables().stream().map(SpecJson::table).toList());
      case LayerSpec.LayerNormSpec norm -> json.put("epsilon", norm.epsilon());
      case LayerSpec.TimePoolSpec pool ->
          json.put("over", pool.over() == LayerSpec.Pool.MAX ? "max" : "mean");
      case LayerSpec.AttentionPoolSpec pool -> json.put("size", pool.size());
      case LayerSpec.FlattenSpec flatten -> json.put("steps", flatten.steps());
      case LayerSpec.ReshapeSpec reshape -> json.put("columns", reshape.columns());
      case LayerSpec.RepeatSpec repeat -> json.put("steps", repeat.steps());
      case LayerSpec.DropoutSpec dropout -> dropout(json, dropout);
      case LayerSpec.LastStepsSpec last -> json.put("count", last.count());
    };
  }

  /**
   * The tree that {@code json} describes.
   *
   * @throws BadModelFile if a type, version or setting is not known here, or out of its range
   */
  static LayerSpec read(JsonObject json) {
    String type = json.text("type");
    try {
      return switch (type) {
        case "stack" -> {
          keys(json, 1, "layers");
          yield new LayerSpec.Stack(json.objects("layers").stream().map(SpecJson::read).toList());
        }
        case "parallel" -> {
          keys(json, 1, "layers", "join");
          yield new LayerSpec.Parallel(
              json.objects("layers").stream().map(SpecJson::read).toList(), join(json));
        }
        case "residual" -> {
          keys(json, 1, "layer");
          yield new LayerSpec.Residual(read(json.object("layer")));
        }
        case "reversed" -> {
          keys(json, 1, "layer");
          yield new LayerSpec.Reversed(read(json.object("layer")));
        }
        case "bidirectional" -> {
          keys(json, 1, "layer", "join");
          yield new LayerSpec.Bidirectional(read(json.object("layer")), join(json));
        }
        case "initialised" -> {
          keys(json, 1, "layer", "weights", "recurrent", "biases");
          yield new LayerSpec.Initialised(
              read(json.object("layer")),
              InitialiserJson.read(json, "weights"),
              InitialiserJson.read(json, "recurrent"),
              InitialiserJson.read(json, "biases"));
        }
        case "penalised" -> {
          keys(json, 1, "layer", "output_gate", "activation", "change");
          yield new LayerSpec.Penalised(
              read(json.object("layer")),
              (float) json.number("output_gate"),
              (float) json.number("activation"),
              (float) json.number("change"));
        }
        case "lstm" -> {
          yield lstm(json);
        }
        case "initial-state" -> {
          keys(json, 1, "layer", "learned", "cell");
          yield new LayerSpec.InitialState(
              read(json.object("layer")), json.flag("learned"), (float) json.number("cell"));
        }
        case "gru" -> {
          keys(json, 1, GRU_KEYS);
          yield new LayerSpec.GruSpec(
              size(json, "hidden"),
              reset(json),
              gates(json),
              json.whole("chrono", 0, MOST),
              noise(json));
        }
        case "rnn" -> {
          boolean noisy = noisy(json, "hidden", "activation");
          yield new LayerSpec.RnnSpec(
              size(json, "hidden"), ActivationJson.read(json), noisy ? noise(json) : Noise.NONE);
        }
        case "indrnn" -> {
          boolean noisy = noisy(json, "hidden", "activation", "horizon");
          yield new LayerSpec.IndRnnSpec(
              size(json, "hidden"),
              ActivationJson.read(json),
              size(json, "horizon"),
              noisy ? noise(json) : Noise.NONE);
        }
        case "dense" -> {
          keys(json, 1, "units", "activation");
          yield new LayerSpec.DenseSpec(size(json, "units"), ActivationJson.read(json));
        }
        case "activation" -> {
          keys(json, 1, "activation");
          yield new LayerSpec.ActivationSpec(ActivationJson.read(json));
        }
        case "embedding" -> {
          keys(json, 1, "size", "padding", "frozen", "dropout");
          yield new LayerSpec.EmbeddingSpec(
              size(json, "size"),
              json.has("padding")
                  ? OptionalInt.of(json.whole("padding", 0, MOST))
                  : OptionalInt.empty(),
              json.has("frozen") && json.flag("frozen"),
              json.has("dropout") ? (float) json.number("dropout") : 0);
        }
        case "embedded-columns" -> {
          keys(json, 1, "tables");
          yield new LayerSpec.EmbeddedColumnsSpec(
              json.objects("tables").stream().map(SpecJson::table).toList());
        }
        case "layer-norm" -> {
          keys(json, 1, "epsilon");
          yield new LayerSpec.LayerNormSpec((float) json.number("epsilon"));
        }
        case "pool" -> {
          keys(json, 1, "over");
          yield new LayerSpec.TimePoolSpec(pool(json));
        }
        case "attention-pool" -> {
          keys(json, 1, "size");
          yield new LayerSpec.AttentionPoolSpec(size(json, "size"));
        }
        case "flatten" -> {
          keys(json, 1, "steps");
          yield new LayerSpec.FlattenSpec(size(json, "steps"));
        }
        case "reshape" -> {
          keys(json, 1, "columns");
          yield new LayerSpec.ReshapeSpec(size(json, "columns"));
        }
        case "repeat" -> {
          keys(json, 1, "steps");
          yield new LayerSpec.RepeatSpec(json.whole("steps", 0, MOST));
        }
        case "dropout" -> {
          yield dropout(json);
        }
        case "last-steps" -> {
          keys(json, 1, "count");
          yield new LayerSpec.LastStepsSpec(size(json, "count"));
        }
        default -> throw json.wrong("unknown layer type \"" + type + "\", known are " + TYPES);
      };
    } catch (IllegalArgumentException e) {
      throw json.wrong(String.valueOf(e.getMessage())); // a spec that checked its settings
    }
  }

  private static JsonObject table(LayerSpec.EmbeddedColumn table) {
    return JsonObject.empty()
        .put("column", table.column())
        .put("names", table.names())
        .put("size", table.size());
  }

  private static LayerSpec.EmbeddedColumn table(JsonObject json) {
    json.onlyKeys("column", "names", "size");
    return new LayerSpec.EmbeddedColumn(
        json.whole("column", 0, MOST), size(json, "names"), size(json, "size"));
  }

  private static JsonObject dropout(JsonObject json, LayerSpec.DropoutSpec dropout) {
    json.put("rate", dropout.rate());
    return dropout.version() == 1 ? json : json.put("whole_sequence", true);
  }

  private static LayerSpec.DropoutSpec dropout(JsonObject json) {
    if (json.whole("version", 1, MOST) == 1) {
      keys(json, 2, "rate");
      return new LayerSpec.DropoutSpec((float) json.number("rate"));
    }
    keys(json, 2, "rate", "whole_sequence");
    return new LayerSpec.DropoutSpec((float) json.number("rate"), json.flag("whole_sequence"));
  }

  private static JsonObject lstm(JsonObject json, LayerSpec.LstmSpec lstm) {
    json.put("hidden", lstm.hidden()).put("forget_bias", lstm.forgetBias());
    if (lstm.version() == 1) {
      return json;
    }
    LstmForm form = lstm.form();
    json.put("chrono", lstm.chrono())
        .put("peepholes", form.peepholes())
        .put("coupled", form.coupled())
        .put("projection", form.projection())
        .put("normalised", form.normalised())
        .put("gates", text(form.gates()));
    return noise(json, lstm.noise());
  }

  private static LayerSpec.LstmSpec lstm(JsonObject json) {
    int version = json.whole("version", 1, MOST);
    if (version == 1) {
      keys(json, 2, "hidden", "forget_bias");
      return new LayerSpec.LstmSpec(size(json, "hidden"), (float) json.number("forget_bias"));
    }
    keys(json, 2, LSTM_KEYS);
    LstmForm form =
        new LstmForm(
            json.flag("peepholes"),
            json.flag("coupled"),
            json.whole("projection", 0, MOST),
            json.flag("normalised"),
            gates(json));
    return new LayerSpec.LstmSpec(
        size(json, "hidden"),
        (float) json.number("forget_bias"),
        json.whole("chrono", 0, MOST),
        form,
        noise(json));
  }

  private static JsonObject noise(JsonObject json, Noise noise) {
    json.put("recurrent_dropout", noise.recurrentDropout())
        .put("state_dropout", noise.stateDropout())
        .put("zoneout_cell", noise.zoneoutCell())
        .put("zoneout_hidden", noise.zoneoutHidden());
    return noise.weightDrop() == 0 ? json : json.put("weight_drop", noise.weightDrop());
  }

  /** Checks the keys of a layer whose version 2 has noise; returns whether it is that. */
  private static boolean noisy(JsonObject json, String... settings) {
    if (json.whole("version", 1, MOST) == 1) {
      keys(json, 2, settings);
      return false;
    }
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of(
            "recurrent_dropout", "state_dropout", "zoneout_cell", "zoneout_hidden", "weight_drop"));
    keys(json, 2, all.toArray(String[]::new));
    return true;
  }

  private static Noise noise(JsonObject json) {
    return new Noise(
        (float) json.number("recurrent_dropout"),
        (float) json.number("state_dropout"),
        (float) json.number("zoneout_cell"),
        (float) json.number("zoneout_hidden"),
        json.has("weight_drop") ? (float) json.number("weight_drop") : 0);
  }

  private static void keys(JsonObject json, int newest, String... settings) {
    int version = json.whole("version", 1, Integer.MAX_VALUE);
    if (version > newest) {
      throw json.wrong(
          Place.text(
              "layer type \"%s\" has version %d, the newest known here is %d",
              json.text("type"), version, newest));
    }
    List<String> known = new ArrayList<>(List.of(settings));
    known.addAll(List.of("type", "version"));
    json.onlyKeys(known);
  }

  private static int size(JsonObject json, String key) {
    return json.whole(key, 1, MOST);
  }

  private static String text(LayerSpec.Join join) {
    return switch (join) {
      case CONCAT -> "concat";
      case SUM -> "sum";
      case MEAN -> "mean";
    };
  }

  private static LayerSpec.Join join(JsonObject json) {
    String name = json.text("join");
    return switch (name) {
      case "concat" -> LayerSpec.Join.CONCAT;
      case "sum" -> LayerSpec.Join.SUM;
      case "mean" -> LayerSpec.Join.MEAN;
      default -> throw json.wrong("unknown join \"" + name + "\", known are concat, sum, mean");
    };
  }

  private static LayerSpec.Pool pool(JsonObject json) {
    String name = json.text("over");
    return switch (name) {
      case "mean" -> LayerSpec.Pool.MEAN;
      case "max" -> LayerSpec.Pool.MAX;
      default -> throw json.wrong("unknown pool \"" + name + "\", known are mean, max");
    };
  }

  private static LayerSpec.Reset reset(JsonObject json) {
    String name = json.text("reset");
    return switch (name) {
      case "after" -> LayerSpec.Reset.AFTER;
      case "before" -> LayerSpec.Reset.BEFORE;
      default -> throw json.wrong("unknown reset \"" + name + "\", known are after, before");
    };
  }

  private static String text(GateFunction gates) {
    return switch (gates) {
      case SIGMOID -> "sigmoid";
      case HARD_SIGMOID -> "hard-sigmoid";
    };
  }

  private static GateFunction gates(JsonObject json) {
    String name = json.text("gates");
    return switch (name) {
      case "sigmoid" -> GateFunction.SIGMOID;
      case "hard-sigmoid" -> GateFunction.HARD_SIGMOID;
      default ->
          throw json.wrong("unknown gates \"" + name + "\", known are sigmoid, hard-sigmoid");
    };
  }
}
