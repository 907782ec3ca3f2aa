package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.model.SavedModel;

/** Every kind of layer is trained, saved and read again, from an experiment file. */
class LayersRunTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{bidirectional: {layers: {lstm: 3}, join: sum}}, mean-pool]",
        "[{bidirectional: [{rnn: 3}, {last-steps: 1}]}]",
        "[{reversed: {gru: 3}}, max-pool, {dense: {units: 4, activation: {elu: 0.5}}}]",
        "[{dense: 4}, layer-norm, {residual: {lstm: 4}}, {attention-pool: 3}]",
        "[{parallel: {layers: [{lstm: 3}, {stack: [{dense: 5}, {dense: 3}]}], join: mean}}]",
        "[{input-on-every: [{lstm: 3}, {lstm: 2}]}, {activation: softmax}]",
        "[{dense: {units: 3, activation: prelu}}, {activation: gelu}, {lstm: 2}]",
        "[{initialised: {layers: {lstm: 3}, recurrent: orthogonal, biases: {constant: 0.1}}}]",
        "[{reshape: 1}, {lstm: 2}]",
        "[{lstm: 2}, repeat, {lstm: 3}]",
        "[{lstm: 2}, {repeat: 4}, {lstm: 3}]",
        "[{embedding: {size: 3, padding: 0, frozen: true}}, {lstm: 2}]",
        "[{embedding: {size: 3, dropout: 0.1}}, {lstm: 2}]"
      })
  void trainsSavesAndReads(String layers) {
    RunResult result =
        SmallRuns.train(
            SmallRuns.shapes(folder, 3, "model.layers=" + layers, "training.epochs=1"),
            folder.resolve("run"));
    SavedModel saved = SavedModel.read(folder.resolve("run/model.sluice"));
    assertThat(saved.weightsSha256()).hasSize(64);
    assertThat(Experiment.read(folder.resolve("run/experiment.yaml"), List.of()).model())
        .isEqualTo(SmallRuns.shapes(folder, 3, "model.layers=" + layers).model());
    assertThat(result).isNotNull();
  }
}
