package sluice.text;

/**
 * Which tokens get an id of their own.
 *
 * @param least how often a token must stand in the training text, at least 1
 * @param most ids in all, those of {@code <unk>} and {@code <pad>} included: at least 2; 0 for as
 *     many as there are
 * @param padding whether there is {@code <pad>}
 */
public record VocabularySettings(int least, int most, boolean padding) {
  /** Every token of the training text. */
  public static final VocabularySettings ALL = new VocabularySettings(1, 0, false);

  public VocabularySettings {
    if (least < 1) {
      throw new IllegalArgumentException("least must be at least 1, was " + least);
    }
    if (most != 0 && most < 2) {
      throw new IllegalArgumentException(
          "most must be at least 2, or 0 for as many as there are, was " + most);
    }
  }
}
