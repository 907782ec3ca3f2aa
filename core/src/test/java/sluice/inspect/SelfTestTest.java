package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sluice.inspect.SelfTest.Check;
import sluice.inspect.Specimens.Specimen;
import sluice.loss.Contrastive;
import sluice.loss.Loss;
import sluice.loss.RegressionLoss;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.GateFunction;
import sluice.nn.LayerSpec;

class SelfTestTest {
  @Test
  void everythingHolds() {
    List<Check> heard = new ArrayList<>();
    List<Check> checks = SelfTest.run(heard::add);
    assertThat(checks).isEqualTo(heard).hasSizeGreaterThan(300);
    assertThat(checks.stream().filter(check -> !check.passed())).isEmpty();
    for (SelfTest.Kind kind : SelfTest.Kind.values()) {
      boolean made = checks.stream().anyMatch(check -> check.kind() == kind);
      assertThat(made).as(kind.label()).isEqualTo(kind != SelfTest.Kind.SAVED);
    }
  }

  /** A new layer or option that nobody examines is missed here. */
  @Test
  void everyKindOfLayerAndOptionIsExamined() throws ReflectiveOperationException {
    Set<Object> seen = new HashSet<>();
    for (Specimen specimen : Specimens.all()) {
      collect(specimen.spec(), seen);
    }
    assertThat(seen).contains((Object[]) LayerSpec.class.getPermittedSubclasses());
    assertThat(seen).contains((Object[]) Activation.Kind.values());
    assertThat(seen).contains((Object[]) GateFunction.values());
    assertThat(seen).contains((Object[]) LayerSpec.Reset.values());
    assertThat(seen).contains((Object[]) LayerSpec.Join.values());
    assertThat(seen).contains((Object[]) LayerSpec.Pool.values());
  }

  /** A loss may stand in any file of its package: the compiled classes tell of all. */
  @Test
  void everyLossIsExamined() throws IOException, URISyntaxException, ClassNotFoundException {
    Set<Class<?>> examined = new HashSet<>();
    Specimens.all().forEach(specimen -> examined.add(specimen.loss().getClass()));
    HeadProofs.losses().forEach(loss -> examined.add(loss.getClass()));
    Set<Class<?>> all = losses();
    assertThat(all).contains(RegressionLoss.Huber.class, Contrastive.class);
    assertThat(examined).containsAll(all);
  }

  private static Set<Class<?>> losses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path folder = Path.of(Loss.class.getResource("Loss.class").toURI()).getParent();
    Set<Class<?>> losses = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Loss.class.getPackageName() + "." + name);
        if (Loss.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          losses.add(type);
        }
      }
    }
    return losses;
  }

  private static void collect(Object value, Set<Object> seen) throws ReflectiveOperationException {
    switch (value) {
      case Optional<?> some -> {
        if (some.isPresent()) {
          collect(some.get(), seen);
        }
      }
      case List<?> list -> {
        for (Object one : list) {
          collect(one, seen);
        }
      }
      case Enum<?> constant -> seen.add(constant);
      case Record some -> {
        seen.add(some.getClass());
        for (RecordComponent component : some.getClass().getRecordComponents()) {
          component.getAccessor().setAccessible(true);
          collect(component.getAccessor().invoke(some), seen);
        }
      }
      default -> {}
    }
  }

  @Test
  void whatIsWrongIsSeen() {
    Specimen lstm = Specimens.all().getFirst();
    Trial trial = Trial.awayFromKinks(lstm.model(), lstm.steps(), 21);
    PassResult right = new PassResult.Runner(trial, Workers.serial()).run();
    right.weights().getFirst().set(0, 0, -right.weights().getFirst().get(0, 0));
    PassResult.Distance distance = right.distance(trial.model(), Reference.of(trial));
    assertThat(distance.error()).isGreaterThan(1e-3);
    assertThat(distance.where()).startsWith("gradient of layers.0.wx is ");
    PassResult again = new PassResult.Runner(trial, Workers.serial()).run();
    assertThat(right.difference(again))
        .hasValueSatisfying(
            where -> assertThat(where).startsWith("gradient of weight 0 at [0, 0] is "));
  }
}
