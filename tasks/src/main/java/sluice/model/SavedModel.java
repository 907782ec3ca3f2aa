package sluice.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Weight;

/**
 * A trained model with all that a prediction needs besides the data: what stands in a file {@code
 * *.sluice}. {@code docs/model-file.md} has the format.
 *
 * @param task the stable name of the job it was trained for: {@code forecast}, {@code classify} …
 * @param members one network with its head, or several
 * @param combination how the answers of several become one
 * @param preprocessing how data become inputs and outputs become answers, in the job's own words:
 *     columns, scaler, window, vocabulary, labels
 * @param provenance where it comes from
 */
public record SavedModel(
    String task,
    List<Model> members,
    Combination combination,
    JsonObject preprocessing,
    Provenance provenance) {
  /** The newest format, which is written; every one from 1 on is read. */
  public static final int FORMAT = 1;

  private static final String KEY = "sluice";

  public SavedModel {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one network");
    }
    var _ = new Ensemble(members, combination); // they fit one another
  }

  /** One network, or several that are averaged. */
  public SavedModel(
      String task, List<Model> members, JsonObject preprocessing, Provenance provenance) {
    this(task, members, new Combination.Mean(), preprocessing, provenance);
  }

  /** What answers: the network, or all of them as one. */
  public Predictor predictor() {
    return plain() ? members.getFirst() : new Ensemble(members, combination);
  }

  /** Whether there is nothing to combine. */
  private boolean plain() {
    return members.size() == 1 && combination instanceof Combination.Mean;
  }

  /**
   * SHA-256 over the weights of all members, in the order and by the names of the file; see {@link
   * WeightsDigest}.
   */
  public String weightsSha256() {
    return WeightsDigest.sha256(tensors());
  }

  /**
   * Writes the file whole or not at all, in the place of an older one; equal models give equal
   * files.
   *
   * @return the checksum of the file
   * @throws IllegalArgumentException if something in it cannot be saved: a head or loss of the
   *     caller's own, a weight that is not finite
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public String write(Path file) {
    SequencedMap<String, Tensor.Floats> tensors = tensors();
    tensors.forEach(SavedModel::checkFinite);
    String text = json().toString();
    JsonObject.of(text); // what could not be read again is not written
    return TensorFile.write(file, tensors, Map.of(KEY, text));
  }

  private static void checkFinite(String name, Tensor.Floats weight) {
    int at = firstNotFinite(weight.values());
    if (at >= 0) {
      throw new IllegalArgumentException(
          Place.text(
              "weight %s has %s at %d: a model that diverged is not saved",
              name, weight.values()[at], at));
    }
  }

  private static int firstNotFinite(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  private SequencedMap<String, Tensor.Floats> tensors() {
    SequencedMap<String, Tensor.Floats> tensors = new LinkedHashMap<>();
    for (int m = 0; m < members.size(); m++) {
      for (Weight weight : members.get(m).weights()) {
        tensors.put(
            prefix(m) + weight.name(),
            Tensor.of(
                weight.values().toArray(), weight.values().rows(), weight.values().columns()));
      }
    }
    return tensors;
  }

  /** A single network's weights keep their own names. */
  private String prefix(int member) {
    return members.size() == 1 ? "" : "members." + member + ".";
  }

  private JsonObject json() {
    List<JsonObject> all = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      Model member = members.get(m);
      all.add(
          JsonObject.empty()
              .put("prefix", prefix(m))
              .put("inputs", member.network().inputSize())
              .put("network", SpecJson.write(member.network().spec()))
              .put("head", HeadJson.write(member.head())));
    }
    JsonObject json =
        JsonObject.empty().put("format", FORMAT).put("task", task).putObjects("members", all);
    return (plain() ? json : json.put("combination", CombinationJson.write(combination)))
        .put("preprocessing", preprocessing)
        .put("provenance", provenance.json());
  }

  /**
   * Reads a file, every byte of it checked before anything is used.
   *
   * @throws BadModelFile if there is no such file, if it was cut or changed, or if it holds what
   *     this version does not know
   */
  public static SavedModel read(Path file) {
    TensorFile content = TensorFile.read(file);
    Place place = Place.of(file);
    String text = content.metadata().get(KEY);
    if (text == null) {
      throw content.metadata().containsKey(CheckpointFiles.KEY)
          ? place.refused("it is a checkpoint, not a model", "give the run's model.sluice")
          : place.refused("it holds tensors, but no model", "give a file that sluice train wrote");
    }
    JsonObject json = JsonObject.in(place.in(KEY), text);
    checkFormat(place, json);
    json.onlyKeys("format", "task", "members", "combination", "preprocessing", "provenance");
    Set<String> unused = new HashSet<>(content.tensors().keySet());
    List<Model> members = new ArrayList<>();
    for (JsonObject member : json.objects("members")) {
      members.add(member(member, content.tensors(), unused));
    }
    if (members.isEmpty() || !unused.isEmpty()) {
      throw json.wrong(
          members.isEmpty() ? "it has no members" : "no member has the weights " + sample(unused));
    }
    Combination combination =
        json.has("combination")
            ? CombinationJson.read(json.object("combination"))
            : new Combination.Mean();
    try {
      return new SavedModel(
          json.text("task"),
          members,
          combination,
          json.object("preprocessing"),
          Provenance.of(json.object("provenance")));
    } catch (IllegalArgumentException e) {
      throw json.wrong(String.valueOf(e.getMessage())); // members that do not fit one another
    }
  }

  private static void checkFormat(Place place, JsonObject json) {
    long format = json.whole("format");
    if (format > FORMAT) {
      throw place.refused(
          Place.text("it has format %d, the newest known here is %d", format, FORMAT),
          "use a newer version of Sluice");
    }
    if (format < 1) {
      throw json.wrong(Place.text("format must be at least 1, was %d", format));
    }
  }

  private static String sample(Set<String> names) {
    return Collections.min(names)
        + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
  }

  private static Model member(
      JsonObject json, SequencedMap<String, Tensor> tensors, Set<String> unused) {
    json.onlyKeys("prefix", "inputs", "network", "head");
    String prefix = json.text("prefix");
    int inputs = json.whole("inputs", 1, Integer.MAX_VALUE);
    LayerSpec spec = SpecJson.read(json.object("network"));
    JsonObject headJson = json.object("head");
    checkCount(json, weights(json, spec, inputs, headJson), tensors, prefix);
    Network network = network(json, spec, inputs);
    Head head = HeadJson.read(headJson, network);
    Model member = new Model(network, head);
    for (Weight weight : member.weights()) {
      fill(json, weight, prefix + weight.name(), tensors);
      unused.remove(prefix + weight.name());
    }
    return member;
  }

  private static Network network(JsonObject json, LayerSpec spec, int inputs) {
    try {
      return Network.create(inputs, spec, 0);
    } catch (IllegalArgumentException e) {
      throw json.wrong(String.valueOf(e.getMessage())); // layers that do not fit one another
    }
  }

  private static long weights(JsonObject json, LayerSpec spec, int inputs, JsonObject head) {
    try {
      Sizes layers = Sizes.of(spec, inputs);
      return Math.addExact(layers.weights(), HeadJson.weights(head, layers.outputs()));
    } catch (ArithmeticException e) {
      throw json.wrong("network and head have more weights than can be counted");
    }
  }

  /** Before any room is made for weights, the file must be seen to hold that many. */
  private static void checkCount(
      JsonObject json, long needed, SequencedMap<String, Tensor> tensors, String prefix) {
    long found = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      found += named.getKey().startsWith(prefix) ? named.getValue().length() : 0;
    }
    if (needed != found) {
      throw json.wrong(
          Place.text("network and head need %d weights, the file has %d", needed, found));
    }
  }

  private static void fill(
      JsonObject json, Weight weight, String name, SequencedMap<String, Tensor> tensors) {
    List<Integer> shape = List.of(weight.values().rows(), weight.values().columns());
    Tensor found = tensors.get(name);
    if (!(found instanceof Tensor.Floats(List<Integer> sizes, float[] values))
        || !sizes.equals(shape)) {
      String is = found == null ? "is not there" : "is " + found.type() + " " + found.shape();
      throw json.wrong("weight " + name + " must be F32 " + shape + ", it " + is);
    }
    int at = firstNotFinite(values);
    if (at >= 0) {
      throw json.wrong(Place.text("weight %s has %s at %d", name, values[at], at));
    }
    System.arraycopy(values, 0, weight.values().data(), weight.values().at(0), values.length);
    weight.changed();
  }
}
