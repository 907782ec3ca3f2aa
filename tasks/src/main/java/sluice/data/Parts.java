package sluice.data;

/**
 * Where the parts of one series begin and end.
 *
 * @param validationFrom the first step of validation: the number of training steps
 * @param testFrom the first step of the test
 * @param length the end of the test
 */
public record Parts(int validationFrom, int testFrom, int length) {
  /** Checks the order. */
  public Parts {
    if (validationFrom < 0 || testFrom < validationFrom || length < testFrom) {
      throw new IllegalArgumentException(
          "parts must follow one another, began at 0, "
              + validationFrom
              + " and "
              + testFrom
              + " of "
              + length
              + " steps");
    }
  }

  /** A series that is one part as a whole. */
  public static Parts whole(Part part, int length) {
    return switch (part) {
      case TRAINING -> new Parts(length, length, length);
      case VALIDATION -> new Parts(0, length, length);
      case TEST -> new Parts(0, 0, length);
    };
  }

  /** The first step of a part. */
  public int from(Part part) {
    return switch (part) {
      case TRAINING -> 0;
      case VALIDATION -> validationFrom;
      case TEST -> testFrom;
    };
  }

  /** The end of a part: the step behind its last one. */
  public int to(Part part) {
    return switch (part) {
      case TRAINING -> validationFrom;
      case VALIDATION -> testFrom;
      case TEST -> length;
    };
  }
}
