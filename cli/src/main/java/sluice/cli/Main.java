package sluice.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code sluice} command: finds the subcommand, runs it and turns whatever happens into an exit
 * code.
 *
 * <p>This class and the commands' own are all that {@code --help} loads; what needs the engine is
 * reached from their {@code call()} only.
 */
@Command(
    name = "sluice",
    description = "Gated recurrent networks for the JVM.",
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  sluice train examples/births.yaml",
      "",
      "sluice COMMAND --help tells more of a command; docs/command.md has all of it."
    })
public final class Main {
  private final Console console;

  // Read by picocli alone. Its own standard options would be inherited with the version provider.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version, JDK, kernels and threads.")
  boolean version;

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean stackTrace;

  private Main(Console console) {
    this.console = console;
  }

  /**
   * Runs the command and leaves with its exit code.
   *
   * @param arguments the words after {@code sluice}
   */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    Log.to(console);
    System.exit(run(arguments, console));
  }

  /**
   * Runs the command.
   *
   * @param arguments the words after {@code sluice}
   * @param console where it reads and writes
   * @return the exit code, see {@link Failures}
   */
  static int run(String[] arguments, Console console) {
    Main main = new Main(console);
    Failures failures = new Failures(console, () -> main.stackTrace);
    CommandLine command =
        withCommands(arguments, new CommandLine(main))
            .setOut(new PrintWriter(console.results(), false))
            .setErr(console.messages())
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .setCaseInsensitiveEnumValuesAllowed(true);
    try {
      if (arguments.length == 0) {
        command.usage(command.getErr());
        return Failures.USAGE;
      }
      int code = command.execute(arguments);
      if (code == 0) { // what failed has told so, and what is left of its results does not count
        console.finish();
      }
      return code;
    } catch (Throwable failure) { // what picocli hands to no handler: errors, and a failed flush
      return failures.tell(failure);
    }
  }

  /** Adds the command that is called, where it is plain which one; to read all takes 30 ms more. */
  private static CommandLine withCommands(String[] arguments, CommandLine root) {
    return switch (arguments.length == 0 ? "" : arguments[0]) {
      case "train" -> root.addSubcommand(new TrainCommand());
      case "evaluate" -> root.addSubcommand(new EvaluateCommand());
      case "predict" -> root.addSubcommand(new PredictCommand());
      case "features" -> root.addSubcommand(new FeaturesCommand());
      case "forecast" -> root.addSubcommand(new ForecastCommand());
      case "generate" -> root.addSubcommand(new GenerateCommand());
      case "tune" -> root.addSubcommand(new TuneCommand());
      case "derive" -> root.addSubcommand(new DeriveCommand());
      case "selftest" -> root.addSubcommand(new SelftestCommand());
      case "inspect" -> root.addSubcommand(new InspectCommand());
      case "bench" -> root.addSubcommand(new BenchCommand());
      default ->
          root.addSubcommand(new TrainCommand())
              .addSubcommand(new EvaluateCommand())
              .addSubcommand(new PredictCommand())
              .addSubcommand(new FeaturesCommand())
              .addSubcommand(new ForecastCommand())
              .addSubcommand(new GenerateCommand())
              .addSubcommand(new TuneCommand())
              .addSubcommand(new DeriveCommand())
              .addSubcommand(new SelftestCommand())
              .addSubcommand(new InspectCommand())
              .addSubcommand(new BenchCommand());
    };
  }

  /** Where commands read and write. */
  Console console() {
    return console;
  }
}
