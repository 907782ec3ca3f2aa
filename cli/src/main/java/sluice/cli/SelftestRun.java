package sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import sluice.experiment.Version;
import sluice.inspect.SelfTest;
import sluice.inspect.SelfTest.Check;
import sluice.inspect.SelfTest.Kind;
import sluice.loss.Model;
import sluice.math.Arithmetic;
import sluice.math.Workers;
import sluice.model.JsonObject;
import sluice.model.Provenance;
import sluice.model.SavedModel;

/** What {@code sluice selftest} does: all proofs, and a table of them. */
final class SelftestRun {
  private final Console console;
  private final boolean json;
  private final boolean terminal;

  /**
   * One self-test.
   *
   * @param console where it writes
   * @param json whether results are for programs
   */
  SelftestRun(Console console, boolean json) {
    this.console = console;
    this.json = json;
    terminal = console.terminal().present();
  }

  /** Runs; gives the exit code. */
  int call() {
    long started = System.nanoTime();
    List<Check> checks = new ArrayList<>(SelfTest.run(this::tell));
    saved(check -> {
      checks.add(check);
      tell(check);
    });
    if (terminal) {
      console.status("");
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    List<Check> failed = checks.stream().filter(check -> !check.passed()).toList();
    console.result(json ? json(checks, seconds) : text(checks, seconds));
    return failed.isEmpty() ? 0 : Failures.INTERNAL;
  }

  private void tell(Check check) {
    if (terminal) {
      console.status(check.part() + ": " + check.kind().label());
    }
  }

  /** Each model written to a file and read again. */
  private static void saved(Consumer<Check> listener) {
    try {
      Path folder = Files.createTempDirectory("sluice-selftest");
      Path file = folder.resolve("model.sluice");
      try {
        for (Map.Entry<String, Model> entry : SelfTest.models().entrySet()) {
          listener.accept(saved(entry.getKey(), entry.getValue(), file));
        }
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Check saved(String part, Model model, Path file) {
    String detail = "";
    try {
      Provenance provenance = new Provenance(Version.get(), 0, "", JsonObject.empty());
      SavedModel saved = new SavedModel("selftest", List.of(model), JsonObject.empty(), provenance);
      saved.write(file);
      SavedModel read = SavedModel.read(file);
      if (!read.weightsSha256().equals(saved.weightsSha256())) {
        detail = "the weights that were read are not those that were written";
      } else if (!read.members().getFirst().network().spec().equals(model.network().spec())) {
        detail = "the layers that were read are not those that were written";
      }
    } catch (RuntimeException e) {
      detail = e.toString();
    }
    return new Check(part, Kind.SAVED, detail.isEmpty(), detail.isEmpty() ? 0 : Double.NaN, detail);
  }

  /** A table of the proofs, then what failed and what could not be tried. */
  static String text(List<Check> checks, double seconds) {
    SequencedMap<String, List<Check>> parts = new LinkedHashMap<>();
    for (Check check : checks) {
      parts.computeIfAbsent(check.part(), part -> new ArrayList<>()).add(check);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of(""));
    for (Kind kind : Kind.values()) {
      heading.add(kind.label());
    }
    rows.add(heading);
    parts.forEach((part, its) -> rows.add(row(part, its)));
    StringBuilder text = new StringBuilder(ScoreTable.text(rows)).append('\n');
    for (Check check : checks) {
      if (!check.detail().isEmpty()) {
        text.append(check.passed() ? "skipped  " : "FAILED  ").append(check.part()).append(", ");
        text.append(check.kind().label()).append(": ").append(check.detail()).append('\n');
      }
    }
    long failed = checks.stream().filter(check -> !check.passed()).count();
    text.append(
        String.format(
            Locale.ROOT,
            "%s in %s: %s. Kernels %s, %s.\n",
            Figures.count(checks.size(), "proof"),
            Figures.seconds(seconds),
            failed == 0 ? "all hold" : failed + " FAILED",
            Arithmetic.kernels(),
            Figures.count(Workers.shared().threads(), "thread")));
    return text.toString();
  }

  private static List<String> row(String part, List<Check> checks) {
    List<String> row = new ArrayList<>(List.of(part));
    for (Kind kind : Kind.values()) {
      row.add(
          checks.stream()
              .filter(check -> check.kind() == kind)
              .findFirst()
              .map(SelftestRun::cell)
              .orElse(""));
    }
    return row;
  }

  /** An error where there is one to tell, else that bits are equal. */
  private static String cell(Check check) {
    if (!check.passed()) {
      return "FAILED";
    }
    if (!check.detail().isEmpty()) {
      return "skipped";
    }
    return check.error() == 0 ? "ok" : String.format(Locale.ROOT, "%.0e", check.error());
  }

  private static String json(List<Check> checks, double seconds) {
    return JsonObject.empty()
        .put("passed", checks.stream().allMatch(Check::passed))
        .put("kernels", Arithmetic.kernels())
        .put("threads", Workers.shared().threads())
        .put("seconds", seconds)
        .putObjects("proofs", checks.stream().map(SelftestRun::proof).toList())
        .toString();
  }

  private static JsonObject proof(Check check) {
    JsonObject proof =
        JsonObject.empty()
            .put("part", check.part())
            .put("kind", check.kind().label())
            .put("passed", check.passed());
    if (Double.isFinite(check.error())) {
      proof.put("error", check.error());
    }
    return check.detail().isEmpty() ? proof : proof.put("detail", check.detail());
  }
}
