package sluice.forecast;

/** Where the steps of a forecast are read from. */
public enum Decoder {
  /**
   * The network runs on through the horizon and sees what is known ahead; each of the last steps
   * gives one.
   */
  SEQUENCE,
  /** The last step of the history gives all steps of the horizon at once. */
  DIRECT
}
