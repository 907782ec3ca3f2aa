package sluice.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Hears the log of the library: warnings become a line on standard error, the rest is dropped. */
public final class Log extends System.LoggerFinder {
  private static volatile @Nullable Console console;

  /** Found by the JDK as a service. */
  public Log() {}

  /** From now on warnings go to this console. */
  static void to(Console value) {
    console = value;
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Lines(name);
  }

  private record Lines(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.WARNING.getSeverity() && level != Level.OFF;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      Console to = console;
      if (isLoggable(level) && to != null) {
        String why = thrown == null ? "" : " (" + thrown + ")";
        to.say("sluice: " + message + why);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... values) {
      if (isLoggable(level)) {
        boolean plain = format == null || values == null || values.length == 0;
        log(
            level,
            bundle,
            plain ? format : new MessageFormat(format, Locale.ROOT).format(values),
            (Throwable) null);
      }
    }
  }
}
