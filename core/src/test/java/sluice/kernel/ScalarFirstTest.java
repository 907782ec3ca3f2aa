package sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.OtherJvm;

class ScalarFirstTest {
  private static final int ROWS = 5;
  private static final int TERMS = 40;
  private static final int COLUMNS = 70;
  private static final float[] A = numbers(ROWS * TERMS, 1);
  private static final float[] B = numbers(TERMS * COLUMNS, 2);
  private static final long PRODUCT = (long) ROWS * TERMS * COLUMNS;

  @BeforeEach
  void onlyWhereThereAreVectors() {
    assumeThat(Kernels.get().name()).isEqualTo("vector");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100_000, 10_000_000, Long.MAX_VALUE})
  void whereverItChangesOverTheBitsAreTheSame(long work) {
    new KernelEquality(new ScalarKernels(), new ScalarFirst(work)).everything();
  }

  @Test
  void whatOneHasPackedTheOtherReads() {
    Kernels scalar = new ScalarFirst(Long.MAX_VALUE);
    Kernels vector = new VectorKernels();
    assertThat(packed(scalar)).isEqualTo(packed(vector));
    assertThat(scalar.transposedScratch(300, 30, 70))
        .isGreaterThanOrEqualTo(vector.transposedScratch(300, 30, 70));
  }

  @Test
  void itIsScalarUntilItsWorkIsDone() {
    assertThat(loadsVectors("1")).isFalse();
    assertThat(loadsVectors("2")).isTrue();
  }

  @Test
  void threadsMayMeetTheChange() throws Exception {
    int threads = 8;
    float[] expected = product(new ScalarKernels());
    for (int round = 0; round < 20; round++) {
      Kernels kernels = new ScalarFirst(100 * PRODUCT);
      CyclicBarrier together = new CyclicBarrier(threads);
      Callable<Boolean> products =
          () -> {
            together.await();
            for (int i = 0; i < 50; i++) {
              if (!Arrays.equals(product(kernels), expected)) {
                return false;
              }
            }
            return true;
          };
      try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          all.add(executor.submit(products));
        }
        for (Future<Boolean> same : all) {
          assertThat(same.get()).isTrue();
        }
      }
    }
  }

  /** Does so many products where scalar kernels are to do one and a half; in a JVM of its own. */
  private static boolean loadsVectors(String products) {
    List<String> classes =
        OtherJvm.run(Changing.class, "-Xlog:class+load", "-Dproducts=" + products);
    assertThat(classes).anyMatch(line -> line.contains(ScalarKernels.class.getName()));
    return classes.stream().anyMatch(line -> line.contains(Lanes.class.getName()));
  }

  /** The program of {@link #loadsVectors}. */
  public static final class Changing {
    private Changing() {}

    /** Does as many products as a property says. */
    public static void main(String[] arguments) {
      Kernels kernels = new ScalarFirst(3 * PRODUCT / 2);
      float[] c = new float[ROWS * COLUMNS];
      float[] packed = new float[kernels.packedLength(TERMS, COLUMNS)];
      for (int i = 0; i < Integer.getInteger("products"); i++) {
        kernels.product(ROWS, TERMS, COLUMNS, A, 0, TERMS, packed, c, 0, COLUMNS, false);
      }
    }
  }

  private static float[] packed(Kernels kernels) {
    float[] packed = new float[kernels.packedLength(TERMS, COLUMNS)];
    kernels.pack(TERMS, COLUMNS, B, 0, COLUMNS, packed);
    return packed;
  }

  private static float[] product(Kernels kernels) {
    float[] c = new float[ROWS * COLUMNS];
    kernels.product(ROWS, TERMS, COLUMNS, A, 0, TERMS, packed(kernels), c, 0, COLUMNS, false);
    return c;
  }

  private static float[] numbers(int n, long key) {
    float[] numbers = new float[n];
    for (int j = 0; j < n; j++) {
      numbers[j] = (Mix.bits(key, j) >>> 8) * 0x1p-24f - 0.5f;
    }
    return numbers;
  }
}
