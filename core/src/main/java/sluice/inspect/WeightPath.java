package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import sluice.math.Matrix;

/**
 * The plane through weights in which others, as those of earlier epochs, lie best: the two
 * principal directions of their differences (Li et al. 2018, section 7).
 *
 * <p>With few weights θᵢ and many numbers in each, from the small side: G = D·Dᵀ, dᵢ = θᵢ − θ; G·u
 * = λ·u; v = Dᵀ·u ∕ √λ. In double precision, on one thread. Both directions are brought to one
 * length, that at which the first weights lie at −1 of the first direction.
 *
 * @param first direction, one matrix a weight
 * @param second likewise, at a right angle; zero where all lie on a line
 * @param places of the others in the plane: x and y of each
 * @param shares of Σ‖dᵢ‖² that each direction has
 */
public record WeightPath(
    List<Matrix> first, List<Matrix> second, double[][] places, double[] shares) {

  /**
   * Through weights.
   *
   * @param centre values of these weights
   * @param others at least two, in their order, of the same shapes
   */
  public static WeightPath of(List<Matrix> centre, List<List<Matrix>> others) {
    int n = others.size();
    double[][] gram = new double[n][n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = product(centre, others.get(i), others.get(j));
        gram[j][i] = gram[i][j];
      }
      total += gram[i][i];
    }
    if (n < 2 || total == 0) {
      throw new IllegalArgumentException(
          "a plane needs at least two other weights that differ, there were " + n);
    }
    SmallEigen eigen = SmallEigen.of(gram);
    double[][] along = new double[2][n]; // √λ·u: where each lies along v
    double[][] of = new double[2][n]; // u ∕ √λ: what v is made of
    for (int k = 0; k < 2; k++) {
      double root = Math.sqrt(Math.max(0, eigen.values()[k]));
      boolean none = root * root <= 1e-12 * total;
      for (int i = 0; i < n; i++) {
        double u = eigen.vectors()[k][i];
        along[k][i] = none ? 0 : root * u;
        of[k][i] = none ? 0 : u / root;
      }
    }
    boolean beside = Math.abs(along[0][0]) < 1e-9 * Math.sqrt(total);
    double unit = beside ? Math.sqrt(total) : -along[0][0]; // the first of them lies at −1
    double[][] places = new double[n][];
    for (int i = 0; i < n; i++) {
      places[i] = new double[] {along[0][i] / unit, along[1][i] / unit};
    }
    return new WeightPath(
        direction(centre, others, of[0], unit),
        direction(centre, others, of[1], unit),
        places,
        new double[] {eigen.values()[0] / total, Math.max(0, eigen.values()[1]) / total});
  }

  /** (a − centre)·(b − centre). */
  private static double product(List<Matrix> centre, List<Matrix> a, List<Matrix> b) {
    double sum = 0;
    for (int w = 0; w < centre.size(); w++) {
      float[] c = centre.get(w).toArray();
      float[] left = a.get(w).toArray();
      float[] right = b.get(w).toArray();
      for (int e = 0; e < c.length; e++) {
        sum += ((double) left[e] - c[e]) * ((double) right[e] - c[e]);
      }
    }
    return sum;
  }

  private static List<Matrix> direction(
      List<Matrix> centre, List<List<Matrix>> others, double[] of, double unit) {
    List<Matrix> direction = new ArrayList<>();
    for (int w = 0; w < centre.size(); w++) {
      float[] c = centre.get(w).toArray();
      double[] sums = new double[c.length];
      for (int i = 0; i < of.length; i++) {
        float[] own = others.get(i).get(w).toArray();
        for (int e = 0; e < c.length; e++) {
          sums[e] += of[i] * ((double) own[e] - c[e]);
        }
      }
      Matrix matrix = Matrix.of(centre.get(w).rows(), centre.get(w).columns());
      for (int e = 0; e < c.length; e++) {
        matrix.data()[e] = (float) (unit * sums[e]) + 0f; // no −0
      }
      direction.add(matrix);
    }
    return direction;
  }
}
