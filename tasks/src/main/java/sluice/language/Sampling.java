package sluice.language;

import java.util.Locale;

/**
 * How the next token is drawn from what a network foretells.
 *
 * @param temperature what −log p is divided by: below 1 the likely becomes more likely; 0 always
 *     takes the likeliest
 * @param topK only so many of the likeliest are drawn from; 0 for all
 * @param topP only the likeliest that together have this share are drawn from (Holtzman et al.
 *     2020); 1 for all
 * @param seed from which all draws follow
 */
public record Sampling(double temperature, int topK, double topP, long seed) {
  /** As the network has it. */
  public static final Sampling PLAIN = new Sampling(1, 0, 1, 42);

  public Sampling {
    if (!(temperature >= 0)
        || Double.isInfinite(temperature)
        || topK < 0
        || !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "temperature must be at least 0, top-k at least 0, top-p above 0 and at most 1; were"
                  + " %s, %d, %s",
              temperature,
              topK,
              topP));
    }
  }
}
