package sluice.cli;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import sluice.data.BadData;
import sluice.data.Nearest;
import sluice.experiment.BadExperiment;
import sluice.experiment.CannotResume;
import sluice.experiment.UnfitTask;
import sluice.model.BadModelFile;

/** Every way in which the command can fail: the words for people and the exit code for scripts. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** A mistake of ours. */
  static final int INTERNAL = 1;

  /** Options, settings, or a machine too small. */
  static final int USAGE = 2;

  /** The data cannot be used. */
  static final int DATA = 3;

  /** Training diverged. */
  static final int DIVERGED = 4;

  /** A model or checkpoint file cannot be used. */
  static final int MODEL = 5;

  /** Something cannot be written. */
  static final int OUTPUT = 6;

  private static final int DONE = 0;

  private final Console console;
  private final BooleanSupplier trace;

  /**
   * Tells failures.
   *
   * @param console takes the words
   * @param trace whether the stack trace is wanted
   */
  Failures(Console console, BooleanSupplier trace) {
    this.console = console;
    this.trace = trace;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    return tell(failure);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.say("sluice: " + usage(failure, command));
    console.say("Try: " + name + " --help");
    return USAGE;
  }

  private static String usage(ParameterException failure, CommandLine command) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(unmatched.getUnmatched().getFirst(), command);
    }
    String message = String.valueOf(failure.getMessage());
    return sentence(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
  }

  private static String unknown(String argument, CommandLine command) {
    String word = argument.split("=", 2)[0];
    boolean option = word.startsWith("-");
    boolean commands = !option && !command.getSubcommands().isEmpty();
    List<String> known = new ArrayList<>();
    if (option) {
      known.addAll(command.getCommandSpec().optionsMap().keySet());
    } else if (commands) {
      known.addAll(command.getSubcommands().keySet());
    }
    Optional<String> nearest = Nearest.of(word, known);
    String kind = option ? "option" : commands ? "command" : "argument";
    return "unknown "
        + kind
        + " "
        + BadData.quote(word)
        + (commands ? "" : " of " + command.getCommandSpec().qualifiedName())
        + nearest.map(name -> ". Did you mean " + name + "?").orElse(".");
  }

  /**
   * Tells a failure in a sentence or a short list, and gives its exit code.
   *
   * @param failure what was thrown
   * @param next lines that help on
   */
  int tell(Throwable failure, String... next) {
    if (caused(failure, ResultStream.ReaderLeft.class).isPresent()) {
      return DONE; // whoever read our output has had enough
    }
    Told told = told(failure);
    console.status("");
    console.say("sluice: " + told.words);
    for (String line : next) {
      console.say(line);
    }
    if (trace.getAsBoolean()) {
      failure.printStackTrace(console.messages());
    }
    return told.code;
  }

  private record Told(int code, String words) {}

  private static Told told(Throwable failure) {
    Optional<IllegalArgumentException> property = badProperty(failure);
    if (property.isPresent()) {
      return new Told(USAGE, sentence(words(property.get())));
    }
    return switch (failure) {
      case BadExperiment bad -> new Told(USAGE, list(bad));
      case CannotResume _, UnfitTask _, InvalidPathException _ ->
          new Told(USAGE, sentence(words(failure)));
      case BadData _ -> new Told(DATA, sentence(words(failure)));
      case TrainRun.DivergedIn _ -> new Told(DIVERGED, sentence(words(failure)));
      case BadModelFile _ -> new Told(MODEL, sentence(words(failure)));
      case UncheckedIOException _ -> new Told(OUTPUT, sentence(output(failure)));
      case OutOfMemoryError _ -> new Told(USAGE, memory(failure));
      default ->
          new Told(
              INTERNAL,
              "internal error: "
                  + failure
                  + (failure.getMessage() == null ? " " : "; ")
                  + "run again with --stack-trace and report it, please.");
    };
  }

  /** A system property with a value that is none is found when a class of the engine is loaded. */
  private static Optional<IllegalArgumentException> badProperty(Throwable failure) {
    return caused(failure, ExceptionInInitializerError.class)
        .flatMap(error -> caused(error, IllegalArgumentException.class));
  }

  private static String output(Throwable failure) {
    return caused(failure, ResultStream.Unwritable.class)
        .map(Failures::words)
        .orElseGet(() -> words(failure));
  }

  private static String list(BadExperiment bad) {
    if (bad.problems().size() == 1) {
      return sentence(words(bad));
    }
    return "the experiment has "
        + bad.problems().size()
        + " mistakes:\n  "
        + words(bad).replace("\n", "\n  ");
  }

  private static String memory(Throwable failure) {
    return String.format(
        Locale.ROOT,
        "the memory is full (%s): the heap has at most %,d MB. Make training.batch smaller (--set"
            + " training.batch=16), or window.history or the layers, or allow more with"
            + " SLUICE_JAVA_OPTS=-Xmx…g.",
        words(failure),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static String sentence(String text) {
    return text.matches("(?s).*[.?!…)]") ? text : text + ".";
  }

  private static <T extends Throwable> Optional<T> caused(Throwable failure, Class<T> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }
}
