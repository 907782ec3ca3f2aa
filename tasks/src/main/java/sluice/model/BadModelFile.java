package sluice.model;

import java.nio.file.Path;

/** A model or checkpoint file that cannot be used; nothing of it was used. */
public final class BadModelFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String what;
  private final String where;
  private final String advice;

  /**
   * @param file the file, as the caller named it
   * @param what what is wrong, with what was expected and what was found
   * @param where the place in the file, or an empty string where the whole file is meant
   * @param advice what to do next
   */
  public BadModelFile(Path file, String what, String where, String advice) {
    super(sentence(file, what, where, advice));
    this.file = file.toString();
    this.what = what;
    this.where = where;
    this.advice = advice;
  }

  private static String sentence(Path file, String what, String where, String advice) {
    String place = where.isEmpty() ? "" : " (" + where + ")";
    return file + ": " + what + place + "; " + advice;
  }

  /** The file, as the caller named it. */
  public Path file() {
    return Path.of(file);
  }

  /** What is wrong. */
  public String what() {
    return what;
  }

  /** The place in the file; empty where the whole file is meant. */
  public String where() {
    return where;
  }

  /** What to do next. */
  public String advice() {
    return advice;
  }
}
