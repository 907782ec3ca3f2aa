package sluice.model;

/**
 * Where a model comes from: what trains it again, to the same bits, on the same data.
 *
 * <p>Neither time, host nor path belongs here: equal runs give equal files.
 *
 * @param version version of Sluice that trained it
 * @param seed from which first values, order and dropout follow
 * @param dataSha256 SHA-256 of the training data, hexadecimal
 * @param settings the experiment, fully resolved
 */
public record Provenance(String version, long seed, String dataSha256, JsonObject settings) {

  JsonObject json() {
    return JsonObject.empty()
        .put("version", version)
        .put("seed", seed)
        .put("data_sha256", dataSha256)
        .put("settings", settings);
  }

  static Provenance of(JsonObject json) {
    json.onlyKeys("version", "seed", "data_sha256", "settings");
    return new Provenance(
        json.text("version"),
        json.whole("seed"),
        json.text("data_sha256"),
        json.object("settings"));
  }
}
