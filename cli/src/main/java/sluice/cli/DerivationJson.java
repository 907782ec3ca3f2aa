package sluice.cli;

import java.util.Arrays;
import java.util.Locale;
import sluice.inspect.Derivation;
import sluice.inspect.Derivation.Step;
import sluice.inspect.Derivation.Sum;
import sluice.inspect.Derivation.Tensor;
import sluice.model.JsonObject;

/** A derivation as one JSON object, documented in {@code docs/command.md}. */
final class DerivationJson {
  private DerivationJson() {}

  static String of(Derivation derivation, long seed) {
    JsonObject json =
        JsonObject.empty()
            .put("cell", derivation.cell().name().toLowerCase(Locale.ROOT))
            .put("seed", seed)
            .put("loss", derivation.loss())
            .put("agrees", derivation.agrees())
            .putObjects("steps", derivation.steps().stream().map(DerivationJson::step).toList())
            .putObjects(
                "weights", derivation.tensors().stream().map(DerivationJson::tensor).toList());
    derivation
        .memory()
        .ifPresent(memory ->
            json.put(
                "memory",
                JsonObject.empty()
                    .putNumbers("norms", memory.norms())
                    .putNumbers("bounds", memory.bounds())
                    .putNumbers("forget", memory.forget())
                    .put("reach", memory.reach())
                    .put("product", memory.product())
                    .put("through_hidden_only_error", memory.throughHiddenOnly())));
    return json.toString();
  }

  private static JsonObject step(Step step) {
    JsonObject values = JsonObject.empty();
    step.values().forEach(values::putNumbers);
    return JsonObject.empty()
        .putNumbers("x", step.x())
        .put("values", values)
        .putNumbers("probabilities", step.probabilities())
        .put("label", step.label())
        .putNumbers("dz", step.dz())
        .putNumbers("dh_from_head", step.dhFromHead())
        .putNumbers("dh", step.dh())
        .putNumbers("dc_from_output", step.dcFromOutput())
        .putNumbers("dc_from_next", step.dcFromNext())
        .putObjects("sums", step.sums().stream().map(DerivationJson::sum).toList());
  }

  private static JsonObject sum(Sum sum) {
    return JsonObject.empty()
        .put("gate", sum.gate())
        .put("formula", sum.formula())
        .putNumbers("gradient", sum.gradient());
  }

  private static JsonObject tensor(Tensor tensor) {
    return JsonObject.empty()
        .put("name", tensor.name())
        .put("sum_error", tensor.sumError())
        .put("difference_error", tensor.differenceError())
        .put("engine_error", tensor.engineError())
        .putObjects("terms", tensor.terms().stream().map(DerivationJson::matrix).toList())
        .put("sum", matrix(tensor.sum()))
        .put("backward", matrix(tensor.backward()))
        .put("engine", matrix(tensor.engine()))
        .put("differences", matrix(tensor.differences()));
  }

  /** Row by row, as weights lie in the model file. */
  private static JsonObject matrix(double[][] rows) {
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return JsonObject.empty()
        .put("rows", rows.length)
        .put("columns", rows[0].length)
        .putNumbers("values", values);
  }
}
