package sluice.experiment.settings;

/**
 * One thing wrong with the settings.
 *
 * @param file the file as the user named it, or the words of the command line
 * @param line counted from 1, or 0 where there is none
 * @param column counted from 1 in characters, or 0
 * @param key the key's path, such as {@code training.epochs}, or nothing
 * @param message what was found and expected, and what to do
 */
public record Problem(String file, int line, int column, String key, String message) {
  /** One line for a terminal: {@code file:line:column: key: message}. */
  @Override
  public String toString() {
    var place = line > 0 ? ":" + line + ":" + column : "";
    return file + place + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
