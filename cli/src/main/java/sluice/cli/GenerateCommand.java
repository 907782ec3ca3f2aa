package sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice generate}: text that a language model writes. */
@Command(
    name = "generate",
    description = "Have a language model write, token by token.",
    footer = {
      "",
      "Example:",
      "  sluice generate runs/d2l-lstm/model.sluice --prompt \"time traveller\" --length 200",
      "",
      "The same seed gives the same text on any machine. With --beam nothing is drawn: the",
      "likeliest text that a search finds is written when it is whole."
    })
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST_TOKENS = 10_000_000;
  private static final int MOST_LINES = 1000;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Parameters(paramLabel = "MODEL", description = "The model file.")
  private Path model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description =
          "What the text begins with. Without: the model begins as after a line's end, or with a"
              + " drawn token.")
  private @Nullable String prompt;

  @Option(names = "--length", paramLabel = "N", description = "Tokens to write. Without: 200.")
  private int length = 200;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      description = "Below 1 the likely is likelier still, above 1 less so; 0 takes the likeliest.")
  private @Nullable Double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "Draw from so many of the likeliest tokens only.")
  private @Nullable Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draw from the likeliest tokens only that together have this share.")
  private @Nullable Double topP;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "Search for the likeliest text instead, keeping so many lines.")
  private @Nullable Integer beam;

  @Option(names = "--seed", paramLabel = "N", description = "From which all draws follow; 42.")
  private @Nullable Long seed;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    check(length >= 1 && length <= MOST_TOKENS, "--length must be 1 to " + MOST_TOKENS);
    check(
        temperature == null || temperature >= 0 && Double.isFinite(temperature),
        "--temperature must be at least 0");
    check(topK == null || topK >= 1, "--top-k must be at least 1");
    check(topP == null || topP > 0 && topP <= 1, "--top-p must be above 0 and at most 1");
    check(beam == null || beam >= 1 && beam <= MOST_LINES, "--beam must be 1 to " + MOST_LINES);
    boolean drawn = temperature != null || topK != null || topP != null || seed != null;
    check(
        beam == null || !drawn,
        "--beam draws nothing: leave --temperature, --top-k, --top-p and --seed out");
    return new GenerateRun(main.console(), model)
        .call(
            new GenerateRun.Request(
                Optional.ofNullable(prompt),
                length,
                Optional.ofNullable(temperature).orElse(1.0),
                Optional.ofNullable(topK).orElse(0),
                Optional.ofNullable(topP).orElse(1.0),
                Optional.ofNullable(seed).orElse(42L),
                Optional.ofNullable(beam),
                json));
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
