package sluice.kernel;

import static sluice.kernel.Fma.fma;

/** The gates of an LSTM, one unit after the other. */
final class ScalarGates {
  private ScalarGates() {}

  static void lstmForward(
      int rows,
      int h,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] c,
      int cAt,
      float[] tanhC,
      int tAt,
      float[] y,
      int yAt) {
    for (int row = 0; row < rows; row++) {
      for (int j = from; j < to; j++) {
        int at = aAt + row * 4 * h + j;
        int unit = row * h + j;
        float i = Functions.sigmoid(a[at]);
        float f = Functions.sigmoid(a[at + h]);
        float g = Functions.tanh(a[at + 2 * h]);
        float o = Functions.sigmoid(a[at + 3 * h]);
        float cell = fma(f, cBefore[cBeforeAt + unit], i * g);
        float tanh = Functions.tanh(cell);
        a[at] = i;
        a[at + h] = f;
        a[at + 2 * h] = g;
        a[at + 3 * h] = o;
        c[cAt + unit] = cell;
        tanhC[tAt + unit] = tanh;
        y[yAt + unit] = o * tanh;
      }
    }
  }

  static void lstmBackward(
      int rows,
      int h,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] tanhC,
      int tAt,
      float[] dh,
      int dhAt,
      float[] dc,
      int dcAt) {
    for (int row = 0; row < rows; row++) {
      for (int j = from; j < to; j++) {
        int at = aAt + row * 4 * h + j;
        int unit = row * h + j;
        float i = a[at];
        float f = a[at + h];
        float g = a[at + 2 * h];
        float o = a[at + 3 * h];
        float tanh = tanhC[tAt + unit];
        float hidden = dh[dhAt + unit];
        float cell = fma(hidden * o, fma(-tanh, tanh, 1f), dc[dcAt + unit]);
        a[at] = (cell * g) * (i * (1f - i));
        a[at + h] = (cell * cBefore[cBeforeAt + unit]) * (f * (1f - f));
        a[at + 2 * h] = (cell * i) * fma(-g, g, 1f);
        a[at + 3 * h] = (hidden * tanh) * (o * (1f - o));
        dc[dcAt + unit] = cell * f;
      }
    }
  }
}
