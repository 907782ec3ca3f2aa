package sluice.inspect;

/**
 * The straight line that fits the logarithm of norms best, by least squares.
 *
 * <pre>
 *   ln norm(k) ≈ a + rate · k      error: the root mean square of what is left
 * </pre>
 *
 * @param rate nats a step back: below 0 the gradient fades, above it grows; NaN with fewer than two
 *     norms
 * @param rateError standard error of the rate; NaN with fewer than three norms
 * @param error root mean square distance of ln norm from the line, nats
 * @param points norms in the fit
 * @param below norms left out, as they are below float32
 */
public record Decay(double rate, double rateError, double error, int points, int below) {

  static Decay of(double[] norms) {
    int n = 0;
    double meanK = 0;
    double mean = 0;
    for (int k = 0; k < norms.length; k++) {
      if (norms[k] >= Flow.BELOW_FLOAT32) {
        n++;
        meanK += (k - meanK) / n;
        mean += (StrictMath.log(norms[k]) - mean) / n;
      }
    }
    double kk = 0;
    double ky = 0;
    double yy = 0;
    for (int k = 0; k < norms.length; k++) {
      if (norms[k] >= Flow.BELOW_FLOAT32) {
        double x = k - meanK;
        double y = StrictMath.log(norms[k]) - mean;
        kk += x * x;
        ky += x * y;
        yy += y * y;
      }
    }
    double rate = n < 2 ? Double.NaN : ky / kk;
    double left = Math.max(0, yy - (n < 2 ? 0 : rate * ky));
    double rateError = n < 3 ? Double.NaN : Math.sqrt(left / (n - 2) / kk);
    return new Decay(
        rate, rateError, n == 0 ? Double.NaN : Math.sqrt(left / n), n, norms.length - n);
  }
}
