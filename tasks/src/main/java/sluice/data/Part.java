package sluice.data;

/** A part of the data, in the order of time. */
public enum Part {
  /** What weights, scalers and names are fitted on. */
  TRAINING,
  /** What stops training and chooses the weights. */
  VALIDATION,
  /** What nothing but the final figures sees. */
  TEST
}
