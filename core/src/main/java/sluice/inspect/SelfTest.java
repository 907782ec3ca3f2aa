package sluice.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sluice.inspect.Specimens.Specimen;
import sluice.loss.Model;
import sluice.math.Workers;

/**
 * Proves the engine on the machine that it runs on: every layer, every option and every loss, in a
 * few seconds.
 *
 * <p>The same proofs as in the project's tests, on one small model each, so that a user can have
 * them where it counts: on his own processor, JDK and flags.
 */
public final class SelfTest {
  private static final int THREADS = 3;

  private SelfTest() {}

  /** What is asked of a part. */
  public enum Kind {
    /** Every gradient is what a central difference of the loss says, {@link GradientCheck}. */
    GRADIENT("gradient"),
    /** Outputs, states and gradients are those of the equations, {@link Reference}. */
    EQUATIONS("equations"),
    /** A pass that was used before gives the same bits. */
    AGAIN("again"),
    /** A sequence has the same bits alone as in a batch. */
    ALONE("alone"),
    /** Several threads give the bits of one. */
    THREADS("threads"),
    /** Step by step with the state kept outside gives the bits of the whole sequence. */
    STEPS("steps"),
    /** A value that is known from elsewhere comes out. */
    KNOWN("known"),
    /** Written to a file and read again it is the same; asked by who can write one. */
    SAVED("saved");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** One word. */
    public String label() {
      return label;
    }
  }

  /**
   * One proof.
   *
   * @param part what was looked at
   * @param kind what was asked of it
   * @param passed whether it holds
   * @param error how far off it is, of the largest value; 0 where bits are compared and equal, NaN
   *     where they are not
   * @param detail what is wrong; empty if it holds, or why it could not be tried here
   */
  public record Check(String part, Kind kind, boolean passed, double error, String detail) {}

  /** The model of every part that is looked at, by its name. */
  public static SequencedMap<String, Model> models() {
    SequencedMap<String, Model> models = new LinkedHashMap<>();
    Specimens.all().forEach(specimen -> models.put(specimen.name(), specimen.model()));
    return models;
  }

  /** The names of all that {@link #run(Consumer)} looks at, in its order. */
  public static List<String> parts() {
    List<String> parts = new ArrayList<>(single().keySet());
    Specimens.all().forEach(specimen -> parts.add(specimen.name()));
    return parts;
  }

  /** What one proof each is made of. */
  private static SequencedMap<String, Supplier<Check>> single() {
    SequencedMap<String, Supplier<Check>> single = KnownAnswers.proofs();
    single.putAll(HeadProofs.proofs());
    return single;
  }

  /**
   * Tries everything but {@link Kind#SAVED}.
   *
   * @param listener hears of each proof as it is made
   * @return all of them
   */
  public static List<Check> run(Consumer<Check> listener) {
    return run(parts(), listener);
  }

  /**
   * Tries some parts, in the order given.
   *
   * @param parts of {@link #parts()}
   * @param listener hears of each proof as it is made; what it throws ends the test
   * @throws IllegalArgumentException if there is no part of a name
   */
  public static List<Check> run(List<String> parts, Consumer<Check> listener) {
    SequencedMap<String, Supplier<Check>> single = single();
    Map<String, Specimen> specimens = new HashMap<>();
    Specimens.all().forEach(specimen -> specimens.put(specimen.name(), specimen));
    List<Check> checks = new ArrayList<>();
    Consumer<Check> both =
        check -> {
          checks.add(check);
          listener.accept(check);
        };
    try (Workers workers = Workers.of(THREADS)) {
      for (String part : parts) {
        if (single.containsKey(part)) {
          both.accept(single.get(part).get());
        } else if (specimens.containsKey(part)) {
          new Examination(specimens.get(part), workers).run(both);
        } else {
          throw new IllegalArgumentException("the self-test has no part \"" + part + '"');
        }
      }
    }
    return checks;
  }
}
