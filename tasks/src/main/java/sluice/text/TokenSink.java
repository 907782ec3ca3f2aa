package sluice.text;

/** Takes tokens one by one, in their order. */
@FunctionalInterface
public interface TokenSink {

  /**
   * Takes one token, {@code chars[from..to)}, which may be overwritten after the call.
   *
   * @param to above {@code from}
   */
  void token(char[] chars, int from, int to);
}
