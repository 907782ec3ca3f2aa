package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.math.Workers;

/** Settings that are seldom seen together give the same weights by one, two and three threads. */
class ThreadsRunTest {
  private static final String[] QUICK = {"training.epochs=2", "report.importance=0"};

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model.layers=[{bidirectional: [{lstm: {hidden: 40, peepholes: true, initial_state: learned, noise: {recurrent_dropout: 0.2, zoneout_cell: 0.1}, penalty: {change: 0.1}}}]}, {attention-pool: 4}] |
          model.layers=[{input-on-every: [{rnn: 24}, {gru: {hidden: 33, chrono: 5}}, {lstm: 40}]}, {layer-norm: 0.001}, {dropout: {rate: 0.3, whole_sequence: true}}] | training.groups=3 training.optimiser=nadam
          model.layers=[{residual: {lstm: {hidden: 40, projection: 2}}}, {indrnn: {hidden: 70, horizon: 9}}, max-pool] | training.penalty.max_norm=1 training.average={moving: 0.5}
          model.layers=[{reversed: [{lstm: 40}, {dense: {units: 30, activation: {parametric-relu: 0.2}}}]}, mean-pool] | training.optimiser=lbfgs training.batch=all
          model.layers=[{parallel: {layers: [{gru: {hidden: 40, reset: before}}, {stack: [{dense: 40}, {activation: softmax}]}], join: sum}}] | training.schedule=one-cycle training.warm_up=1
          ensemble={bagging: {members: 2, sample: 0.5}} | model.layers=[{lstm: {hidden: 40, layer_norm: true, coupled: true, gates: hard-sigmoid}}] data.weight.classes=balanced
          ensemble={adaboost: 2} | model.layers=[{gru: 40}] training.optimiser={adam: {amsgrad: true}}
          ensemble={snapshot: {members: 2, cycle: 1}} | model.layers=[{lstm: 40}] training.early_stopping=none training.epochs=30
          window.labels=each-step | model.layers=[{bidirectional: {layers: [{gru: 40}], join: mean}}] split.by=random training.loss=softmax-focal
          split.folds=3 | split.fold=2 model.layers=[{lstm: 40}] training.clip={value: 0.1} training.weights=[{names: head.*, rate: 0.5}]
          """)
  void oddCombinations(String one, String others) {
    List<String> changes = new ArrayList<>(List.of(QUICK));
    changes.add(one);
    if (others != null) {
      changes.addAll(List.of(others.split(" (?=[a-z_.]+=)")));
    }
    Experiment experiment = SmallRuns.shapes(folder, 3, changes.toArray(String[]::new));
    String alone = weights(experiment, Workers.serial(), "one");
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = Workers.of(threads)) {
        assertThat(weights(experiment, workers, "with-" + threads))
            .as(threads + " threads")
            .isEqualTo(alone);
      }
    }
  }

  private String weights(Experiment experiment, Workers workers, String out) {
    return Run.train(experiment, Run.Options.fresh().out(folder.resolve(out)).workers(workers))
        .weightsSha256();
  }
}
