package sluice.bench.signs;

/**
 * One sign turned into its opposite.
 *
 * @param file the source, below the sources' root, with slashes
 * @param line of the sign, from 1
 * @param from where in the source it begins
 * @param to where it ends
 * @param text what stands there instead
 * @param change in words: what became what
 * @param constant the name of the constant whose value it is a part of, which the compiler copies
 *     to wherever it is read; empty elsewhere
 */
record Flip(String file, int line, int from, int to, String text, String change, String constant) {

  /** The source with this sign turned. */
  String applied(String source) {
    return source.substring(0, from) + text + source.substring(to);
  }

  /** Where it is and what it does, as one finds it in the source. */
  @Override
  public String toString() {
    return file + ":" + line + "  " + change;
  }
}
