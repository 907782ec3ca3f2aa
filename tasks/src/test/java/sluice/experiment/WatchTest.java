package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import sluice.inspect.Finding;
import sluice.inspect.Finding.Kind;
import sluice.inspect.Notice;
import sluice.train.Stop;
import sluice.train.TrainEvent;
import tools.jackson.databind.JsonNode;

/** Runs with one fault each are told which while they train; runs that go well hear nothing. */
@Tag("slow")
class WatchTest {
  private static final String NO_CLIP = "training.clip.norm=none";
  private static final String SLOW = "training.optimiser={adam: 0.001}";
  private static final String TEN = "training.epochs=10";
  private static final String DESCENT = "training.optimiser={sgd: 0.1}";

  @TempDir private Path folder;

  /** A run, what it has to hear first, and words of it. */
  private record Case(
      String name, Kind kind, List<String> words, Function<Path, Experiment> experiment) {}

  private static Case of(
      String name, Kind kind, String words, Function<Path, Experiment> experiment) {
    return new Case(name, kind, List.of(words.split(" … ")), experiment);
  }

  private static String layers(String... yaml) {
    return "model.layers=[" + String.join(", ", yaml) + "]";
  }

  private static String begun(String cell, String how) {
    return layers("{initialised: {layers: [" + cell + "], " + how + "}}");
  }

  private static List<Case> vanishing() {
    String sigmoid = "{dense: {units: 12, activation: sigmoid}}";
    return List.of(
        of(
            "an RNN that should remember a hundred steps",
            Kind.VANISHING_GRADIENT,
            "layers.0 (rnn) 99 steps back was at most … than about 8 steps … LSTM or a GRU",
            in -> AdviceCases.marks(in, 400, 100, true, layers("{rnn: 16}"), SLOW, TEN)),
        of(
            "an RNN over sixty steps",
            Kind.VANISHING_GRADIENT,
            "59 steps back … orthogonal",
            in -> AdviceCases.marks(in, 300, 60, true, layers("{rnn: 16}"), SLOW, TEN)),
        of(
            "an LSTM with forget bias −3",
            Kind.VANISHING_GRADIENT,
            "the gate that keeps is at 0.0 … (chrono: 40) … (forget_bias: 1)",
            in ->
                AdviceCases.marks(
                    in, 300, 40, true, layers("{lstm: {hidden: 12, forget_bias: -3}}"), SLOW, TEN)),
        of(
            "a GRU whose gates are nearly shut",
            Kind.VANISHING_GRADIENT,
            "layers.0 (gru) 39 steps back … (chrono: 40)",
            in ->
                AdviceCases.marks(
                    in, 300, 40, true, begun("{gru: 12}", "biases: {constant: -3}"), SLOW, TEN)),
        of(
            "eight sigmoid layers",
            Kind.VANISHING_GRADIENT,
            "the gradient of layers.0 was at most … relu or gelu",
            in ->
                AdviceCases.rings(
                    in,
                    400,
                    false,
                    "model.layers=[" + sigmoid + (", " + sigmoid).repeat(7) + "]",
                    "training.epochs=40")));
  }

  private static List<Case> exploding() {
    return List.of(
        of(
            "recurrent weights of 1, without a clip",
            Kind.EXPLODING_GRADIENT,
            "grew at least … through 30 steps … clip the norm",
            in ->
                AdviceCases.marks(
                    in,
                    300,
                    30,
                    false,
                    begun("{rnn: 16}", "recurrent: {normal: 1}"),
                    SLOW,
                    NO_CLIP)),
        of(
            "recurrent weights three times as large as they should be",
            Kind.EXPLODING_GRADIENT,
            "layers.0 (rnn) grew at least … through 60 steps",
            in ->
                AdviceCases.marks(
                    in,
                    300,
                    60,
                    false,
                    begun("{rnn: 16}", "recurrent: {normal: 0.75}"),
                    SLOW,
                    TEN)));
  }

  private static List<Case> saturated() {
    return List.of(
        of(
            "biases of −8",
            Kind.SATURATED_GATES,
            "r 100 % shut and 0 % open, z 100 % shut and 0 % open",
            in ->
                AdviceCases.marks(
                    in, 300, 20, false, begun("{gru: 12}", "biases: {constant: -8}"))),
        of(
            "huge weights from the input",
            Kind.SATURATED_GATES,
            "of the gates of layers.0 (lstm) were shut or wide open … i  … shut and … scaled"
                + " inputs",
            in ->
                AdviceCases.marks(
                    in, 300, 20, true, begun("{lstm: 12}", "weights: {normal: 100}"), SLOW)),
        of(
            "inputs that are not scaled",
            Kind.SATURATED_GATES,
            "layers.0 (lstm) … scaled inputs",
            in ->
                AdviceCases.unscaled(
                    in, 300, 20, "data.scale.inputs=none", layers("{lstm: 12}"), SLOW, TEN)));
  }

  private static List<Case> clipped() {
    return List.of(
        of(
            "a limit to the norm that is far too low",
            Kind.CLIPPED,
            "the gradients were clipped: their norm was 0. … the limit is 1.0e-04",
            in -> AdviceCases.marks(in, 300, 20, true, "training.clip.norm=0.0001", DESCENT)),
        of(
            "a limit to the elements that is far too low",
            Kind.CLIPPED,
            "of the gradients' elements were beyond the limit of 1.0e-06",
            in ->
                AdviceCases.marks(
                    in, 300, 20, true, "training.clip.value=0.000001", NO_CLIP, DESCENT)),
        of(
            "a target that is not scaled",
            Kind.CLIPPED,
            "the limit is 1.00 … a smaller scale of the target",
            in ->
                SmallRuns.sales(
                    in,
                    "data.scale.target=none",
                    "training.epochs=20",
                    "training.optimiser={sgd: 0.001}")));
  }

  @TestFactory
  List<DynamicTest> faultsAreNamedWhileTraining() {
    List<Case> cases =
        Stream.of(vanishing(), exploding(), saturated(), clipped()).flatMap(List::stream).toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(10);
    return cases.stream()
        .map(each -> DynamicTest.dynamicTest(each.name, () -> check(each)))
        .toList();
  }

  private void check(Case planted) {
    List<Notice> heard = new ArrayList<>();
    RunResult result = train(planted.experiment.apply(folder), planted.name, heard);
    assertThat(heard).extracting(notice -> notice.finding().kind()).contains(planted.kind);
    assertThat(heard).extracting(notice -> notice.finding().kind()).doesNotHaveDuplicates();
    assertThat(heard).hasSizeLessThanOrEqualTo(2);
    Notice own =
        heard.stream().filter(n -> n.finding().kind() == planted.kind).findFirst().orElseThrow();
    assertThat(own.step()).isLessThanOrEqualTo(result.training().steps());
    assertThat(own.finding().sentence() + String.join("; ", own.finding().remedies()))
        .contains(planted.words);
    assertThat(result.notices()).isEqualTo(heard);
  }

  private RunResult train(Experiment experiment, String name, List<Notice> heard) {
    return Run.train(
        experiment,
        Run.Options.fresh()
            .out(folder.resolve(name))
            .listener(event -> {
              if (event instanceof RunEvent.Noticed(Notice notice)) {
                heard.add(notice);
              }
            }));
  }

  /** A run in which nothing is wrong. */
  private record Healthy(String name, Function<Path, Experiment> experiment) {}

  @TestFactory
  List<DynamicTest> runsThatGoWellHearNothing() {
    return Stream.of(
            new Healthy(
                "births",
                in -> AdviceCases.example("births", "training.epochs=2", layers("{lstm: 24}"))),
            new Healthy("weather", in -> AdviceCases.example("weather", "training.epochs=4")),
            new Healthy(
                "lstm-from-scratch",
                in -> AdviceCases.example("lstm-from-scratch", "training.epochs=4")),
            new Healthy(
                "adding over fifty steps",
                in ->
                    AdviceCases.example(
                        "adding",
                        "data.generated={task: adding, steps: 50, count: 2000}",
                        "model.layers=[{lstm: 32}]",
                        "training.epochs=6")),
            new Healthy("a small table", in -> AdviceCases.rings(in, 400, false)),
            new Healthy("sequences", in -> AdviceCases.marks(in, 300, 10, false)),
            new Healthy("a GRU", in -> AdviceCases.marks(in, 300, 10, false, layers("{gru: 12}"))),
            new Healthy(
                "an RNN over five steps",
                in -> AdviceCases.marks(in, 300, 5, false, layers("{rnn: 12}"))),
            new Healthy(
                "an RNN that needs the last of forty steps",
                in -> AdviceCases.lasts(in, 400, 40, layers("{rnn: 16}"), SLOW)),
            new Healthy(
                "the same, slowly",
                in ->
                    AdviceCases.lasts(
                        in, 400, 40, layers("{rnn: 16}"), "training.optimiser={adam: 0.0001}")),
            new Healthy("sales", in -> SmallRuns.sales(in, "training.epochs=20")))
        .map(each ->
            DynamicTest.dynamicTest(
                each.name,
                () -> {
                  List<Notice> heard = new ArrayList<>();
                  train(each.experiment.apply(folder), each.name, heard);
                  assertThat(heard).isEmpty();
                }))
        .toList();
  }

  private Experiment forgetful(String... changes) {
    List<String> all = new ArrayList<>(List.of(changes));
    all.addAll(List.of(layers("{rnn: 12}"), SLOW, "training.epochs=6"));
    return AdviceCases.marks(folder, 200, 40, true, all.toArray(String[]::new));
  }

  @Test
  void whatIsSaidStandsInEveryFileAndChangesNoBit() {
    List<Notice> heard = new ArrayList<>();
    RunResult result = train(forgetful("training.record=4"), "run", heard);
    assertThat(heard).hasSize(1);
    JsonNode told = json(folder.resolve("run/metrics.json")).get("notices");
    assertThat(told).hasSize(1);
    assertThat(told.get(0).propertyNames())
        .containsExactly("step", "kind", "severity", "sentence", "figures", "remedies");
    assertThat(told.get(0).get("step").asLong()).isEqualTo(heard.getFirst().step());
    assertThat(told.get(0).get("kind").asString()).isEqualTo("vanishing-gradient");
    assertThat(json(folder.resolve("run/report/report.json")).get("notices")).isEqualTo(told);
    assertThat(SmallRuns.text(result.report())).contains("Said while it trained", "step 33");
    RunResult never = train(forgetful("training.record=0"), "never", heard);
    assertThat(never.weightsSha256()).isEqualTo(result.weightsSha256());
    assertThat(never.notices()).isEmpty();
  }

  @Test
  void aResumedRunDoesNotSayItAgain() {
    Experiment experiment = forgetful("training.record=2");
    Stop stop = new Stop();
    List<Notice> heard = new ArrayList<>();
    Run.Options options =
        Run.Options.fresh()
            .out(folder.resolve("run"))
            .stop(stop)
            .listener(event -> {
              if (event instanceof RunEvent.Noticed(Notice notice)) {
                heard.add(notice);
              } else if (event instanceof RunEvent.Trained(TrainEvent.StepDone done)
                  && done.epoch() == 3) {
                stop.request();
              }
            });
    Run.train(experiment, options);
    assertThat(heard).hasSize(1);
    RunResult result = Run.train(experiment, options.resume(true).stop(new Stop()));
    assertThat(result.training().epochs()).hasSize(6);
    assertThat(heard).hasSize(1);
    assertThat(result.notices()).isEqualTo(heard);
    assertThat(result.notices())
        .extracting(Notice::finding)
        .extracting(Finding::kind)
        .containsExactly(Kind.VANISHING_GRADIENT);
  }
}
