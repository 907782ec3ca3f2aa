package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.report.GradientRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run records of the gradient's flow, and where it is shown. */
class FlowRunTest {
  @TempDir Path folder;

  private RunResult run(String name, String... changes) {
    return SmallRuns.train(SmallRuns.sales(folder, changes), folder.resolve(name));
  }

  @Test
  void recordingChangesNoBit() {
    RunResult often = run("often", "training.record=1");
    RunResult never = run("never", "training.record=0");
    assertThat(often.weightsSha256()).isEqualTo(never.weightsSha256());
    assertThat(never.directory().gradients()).doesNotExist();
    assertThat(never.directory().parameters()).doesNotExist();
    assertThat(SmallRuns.text(never.report())).doesNotContain("How far the gradient reaches");
  }

  @Test
  void everyFileHasItsRows() {
    RunResult result = run("some", "training.record=5");
    RunDirectory directory = result.directory();
    int steps = (int) result.training().steps();
    int records = Math.ceilDiv(steps, 5);
    List<String> gradients = SmallRuns.text(directory.gradients()).lines().toList();
    assertThat(gradients).hasSize(1 + records * 11); // history 8, horizon 3, one layer
    assertThat(gradients.get(1)).startsWith("1,0 lstm,1,");
    assertThat(gradients.getLast()).startsWith((5 * (records - 1) + 1) + ",0 lstm,11,");
    assertThat(SmallRuns.text(directory.gates()).lines().toList()).hasSize(1 + 4 * records);
    long weights =
        SmallRuns.text(directory.parameters()).lines().filter(l -> l.startsWith("6,")).count();
    assertThat(weights).isEqualTo(5); // wx wh b, and the head's
    long counted =
        SmallRuns.text(directory.activations())
            .lines()
            .filter(line -> line.startsWith("1,0 lstm,f,"))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
            .sum();
    assertThat(counted).isEqualTo(16L * 11 * 5); // batch, steps, units
    assertThat(SmallRuns.text(result.report())).contains("How far the gradient reaches");
    JsonNode flow =
        JsonMapper.shared()
            .readTree(SmallRuns.text(directory.path().resolve("report/report.json")))
            .get("flow");
    assertThat(flow.size()).isEqualTo(FlowFiles.read(directory).size());
    assertThat(flow.get(0).get("step").asInt()).isEqualTo(1);
    JsonNode layer = flow.get(0).get("layers").get(0);
    assertThat(layer.get("name").asString()).isEqualTo("0 lstm");
    assertThat(layer.get("of").asString()).isEqualTo("c");
    assertThat(layer.get("steps").asInt()).isEqualTo(10);
    assertThat(layer.get("rate").asDouble()).isBetween(-3.0, 0.5);
    assertThat(directory.path().resolve("report/gradient-heat.svg")).exists();
    assertThat(directory.path().resolve("report/gradient-flow.csv")).exists();
  }

  @Test
  void listenersHearIt() {
    List<GradientRecord> heard = new ArrayList<>();
    RunResult result =
        Run.train(
            SmallRuns.sales(folder, "training.record=7"),
            Run.Options.fresh()
                .out(folder.resolve("heard"))
                .listener(event -> {
                  if (event instanceof RunEvent.Recorded(GradientRecord record)) {
                    heard.add(record);
                  }
                }));
    assertThat(heard).hasSize(Math.ceilDiv((int) result.training().steps(), 7));
    assertThat(heard.get(1).step()).isEqualTo(8);
    List<GradientRecord> read = FlowFiles.read(result.directory());
    assertThat(read).hasSize(3);
    assertThat(read.getLast().step()).isEqualTo(heard.getLast().step());
    GradientRecord.Layer layer = heard.getLast().layers().get(0);
    assertThat(read.getLast().layers().get(0).dc().stream().map(Double::floatValue).toList())
        .isEqualTo(layer.dc().stream().map(Double::floatValue).toList());
    assertThat(layer.hasCell()).isTrue();
    assertThat(layer.memory().decay().rate()).isFinite();
  }
}
