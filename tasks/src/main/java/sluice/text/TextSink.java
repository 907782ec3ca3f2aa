package sluice.text;

/** Takes documents, line by line. */
public interface TextSink {

  /**
   * Takes one line, which may be overwritten after the call.
   *
   * @param chars its text is {@code chars[from..to)}, the line feed at its end included; only the
   *     last line of a document may have none
   * @param to above {@code from}
   */
  void line(char[] chars, int from, int to);

  /** The document ends here; another one may begin. */
  void end();
}
