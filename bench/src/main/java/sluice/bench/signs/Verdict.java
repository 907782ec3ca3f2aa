package sluice.bench.signs;

/**
 * What the self-test made of a flip.
 *
 * @param kind whether it noticed
 * @param by the part and the proof that failed, if one did
 */
record Verdict(Kind kind, String by) {

  /** Whether the self-test noticed. */
  enum Kind {
    CAUGHT,
    SURVIVED,
    /** The flipped source does not compile: nothing was tried. */
    NO_CODE
  }
}
