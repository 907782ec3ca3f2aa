package sluice.experiment;

/** What a network is trained to do. */
public enum Task {
  /** The next steps of number columns, from their past and from what is known ahead. */
  FORECAST,
  /** One of several labels, for a window or a whole sequence. */
  CLASSIFY,
  /** One number, for a window or a whole sequence. */
  REGRESS,
  /** The inputs themselves, through a code of them: no labels are needed. */
  AUTOENCODE,
  /** How alike two windows, sequences or rows are, by one encoder for both. */
  SIMILARITY,
  /** The next token of a text, from all before it. */
  LANGUAGE
}
