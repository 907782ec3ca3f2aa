package sluice.bench.signs;

import java.util.List;
import java.util.function.UnaryOperator;
import sluice.inspect.SelfTest;
import sluice.inspect.SelfTest.Check;

/**
 * Runs the self-test up to the first proof that fails, in whatever class loader it was loaded by:
 * takes the parts in the order to try them, gives the part that failed and the words for it; none
 * if all hold.
 */
public final class SelfTestTrial implements UnaryOperator<List<String>> {

  /** Ends the self-test early. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String kind;

    Failed(String kind) {
      super(kind, null, false, false);
      this.kind = kind;
    }
  }

  @Override
  public List<String> apply(List<String> parts) {
    for (String part : parts) {
      try {
        SelfTest.run(List.of(part), SelfTestTrial::hear);
      } catch (Failed e) {
        return List.of(part, e.kind);
      } catch (RuntimeException | Error e) {
        return List.of(part, e.getClass().getSimpleName());
      }
    }
    return List.of();
  }

  private static void hear(Check check) {
    if (!check.passed()) {
      throw new Failed(check.kind().label());
    }
  }
}
