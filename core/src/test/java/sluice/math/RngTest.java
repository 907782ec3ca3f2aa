package sluice.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RngTest {
  private static final int DRAWS = 1 << 18;

  /** Draws along each counter: consecutive units, time steps, sequences, steps, epochs, seeds. */
  static IntUnaryOperator[] walks() {
    long key = Rng.key(42, Rng.DROPOUT, 3, 7, 11, 5);
    return new IntUnaryOperator[] {
      j -> Rng.unitBits(key, j),
      j -> Rng.unitBits(key, j * 0x2000),
      j -> Rng.bits(42, Rng.DROPOUT, 0, 0, 0, j, 0),
      j -> Rng.bits(42, Rng.DROPOUT, 0, 0, j, 0, 9),
      j -> Rng.bits(42, Rng.DROPOUT, 0, j, 0, 0, 0),
      j -> Rng.bits(42, Rng.DROPOUT, j, 0, 0, 0, 1),
      j -> Rng.bits(j, Rng.WEIGHTS, 0, 0, 0, 0, 0),
      j -> Rng.bits(1, Rng.WEIGHTS, 0, 0, 0, j & 511, j >>> 9),
      j -> Rng.unitBits(key + ((long) j << 32), 3),
      j -> Rng.unitBits(key + j, 3),
    };
  }

  /** The figures of a fixed function do not change: the bounds are 4.5 deviations. */
  @ParameterizedTest
  @MethodSource("walks")
  void bitsAreEven(IntUnaryOperator walk) {
    for (int shift : new int[] {0, 8, 16, 24}) {
      int[] counts = new int[256];
      for (int j = 0; j < DRAWS; j++) {
        counts[(walk.applyAsInt(j) >>> shift) & 255]++;
      }
      double expected = DRAWS / 256.0;
      double chiSquare = 0;
      for (int count : counts) {
        chiSquare += (count - expected) * (count - expected) / expected;
      }
      assertThat(chiSquare).as("shift %d", shift).isCloseTo(255, within(4.5 * Math.sqrt(510)));
    }
  }

  @ParameterizedTest
  @MethodSource("walks")
  void neighboursAreNotCorrelated(IntUnaryOperator walk) {
    for (int lag : new int[] {1, 2, 4, 16, 512}) {
      double sum = 0;
      for (int j = 0; j < DRAWS; j++) {
        double x = Rng.uniform(walk.applyAsInt(j)) - 0.5;
        double y = Rng.uniform(walk.applyAsInt(j + lag)) - 0.5;
        sum += x * y * 12;
      }
      assertThat(sum / DRAWS).as("lag %d", lag).isCloseTo(0, within(4.5 / Math.sqrt(DRAWS)));
    }
  }

  /** Pairs of neighbours fill the square evenly: a lattice would show here. */
  @ParameterizedTest
  @MethodSource("walks")
  void pairsAreEven(IntUnaryOperator walk) {
    int[] counts = new int[1024];
    for (int j = 0; j < DRAWS; j++) {
      counts[(walk.applyAsInt(2 * j) >>> 27) * 32 + (walk.applyAsInt(2 * j + 1) >>> 27)]++;
    }
    double expected = DRAWS / 1024.0;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).isCloseTo(1023, within(4.5 * Math.sqrt(2046)));
  }

  /** One bit of any counter turned over turns every bit of the result in half of all cases. */
  @Test
  void everyInputBitReachesEveryOutputBit() {
    int trials = 4096;
    for (int counter = 0; counter < 7; counter++) {
      for (int bit = 0; bit < (counter == 0 || counter == 4 ? 64 : 32); bit++) {
        int[] turned = new int[32];
        for (int trial = 0; trial < trials; trial++) {
          int difference = draw(trial, -1, 0) ^ draw(trial, counter, bit);
          for (int out = 0; out < 32; out++) {
            turned[out] += (difference >>> out) & 1;
          }
        }
        for (int count : turned) {
          assertThat(count / (double) trials).isBetween(0.455, 0.545);
        }
      }
    }
  }

  private static int draw(int trial, int counter, int bit) {
    long[] counters = {trial * 7L, 3, trial & 15, trial, trial * 5L, trial >>> 3, trial * 3};
    if (counter >= 0) {
      counters[counter] ^= 1L << bit;
    }
    return Rng.bits(
        counters[0],
        (int) counters[1],
        (int) counters[2],
        (int) counters[3],
        counters[4],
        (int) counters[5],
        (int) counters[6]);
  }

  @Test
  void keysOfASmallGridDiffer() {
    Set<Long> keys = new HashSet<>();
    int count = 0;
    for (int seed = 0; seed < 5; seed++) {
      for (int stream = 1; stream <= 5; stream++) {
        for (int epoch = 0; epoch < 8; epoch++) {
          for (int step = 0; step < 8; step++) {
            for (int sequence = 0; sequence < 8; sequence++) {
              for (int t = 0; t < 8; t++) {
                keys.add(Rng.key(seed, stream, epoch, step, sequence, t));
                count++;
              }
            }
          }
        }
      }
    }
    assertThat(keys).hasSize(count);
  }

  @Test
  void unitsOfOneKeyDiffer() {
    long key = Rng.key(1, Rng.DROPOUT, 0, 0, 0, 0);
    long distinct = IntStream.range(0, DRAWS).map(j -> Rng.unitBits(key, j)).distinct().count();
    assertThat(distinct).isEqualTo(DRAWS);
  }

  @Test
  void bitsAreThoseOfTheKeyAndTheUnit() {
    assertThat(Rng.bits(9, 4, 1, 2, 3, 4, 5)).isEqualTo(Rng.unitBits(Rng.key(9, 4, 1, 2, 3, 4), 5));
  }

  /** Saved models depend on these: they may never change. */
  @Test
  void theFunctionStaysAsItIs() {
    assertThat(Rng.key(42, Rng.WEIGHTS, 1, 2, 3, 4)).isEqualTo(7311094043167897745L);
    assertThat(Rng.unitBits(0x0123456789abcdefL, 7)).isEqualTo(835086893);
    assertThat(Rng.normal(42, 1)).isEqualTo(0.7709498f);
    int[] order = IntStream.range(0, 8).toArray();
    Rng.shuffle(order, 42);
    assertThat(order).containsExactly(1, 0, 4, 7, 2, 6, 3, 5);
  }

  @Test
  void uniformCoversTheHalfOpenUnitInterval() {
    assertThat(Rng.uniform(0)).isEqualTo(0f);
    assertThat(Rng.uniform(-1)).isEqualTo(1f - 0x1p-24f);
    assertThat(Rng.uniform(Integer.MIN_VALUE)).isEqualTo(0.5f);
  }

  @Test
  void normalHasItsMoments() {
    long key = Rng.key(5, Rng.WEIGHTS, 0, 0, 0, 0);
    double[] moments = new double[5];
    int beyondTwo = 0;
    for (int j = 0; j < DRAWS; j++) {
      double x = Rng.normal(key, j);
      for (int power = 1; power <= 4; power++) {
        moments[power] += StrictMath.pow(x, power) / DRAWS;
      }
      beyondTwo += Math.abs(x) > 2 ? 1 : 0;
    }
    assertThat(moments[1]).isCloseTo(0, within(0.008));
    assertThat(moments[2]).isCloseTo(1, within(0.012));
    assertThat(moments[3]).isCloseTo(0, within(0.03));
    assertThat(moments[4]).isCloseTo(3, within(0.08));
    assertThat(beyondTwo / (double) DRAWS).isCloseTo(0.0455, within(0.002));
  }

  @Test
  void belowIsEvenAndInRange() {
    int[] counts = new int[7];
    for (int j = 0; j < DRAWS; j++) {
      counts[Rng.below(77, j, 7)]++;
    }
    for (int count : counts) {
      assertThat(count / (double) DRAWS).isCloseTo(1 / 7.0, within(0.0035));
    }
    assertThat(Rng.below(77, 3, 1)).isZero();
    assertThat(Rng.below(77, 3, Integer.MAX_VALUE)).isNotNegative();
    assertThatThrownBy(() -> Rng.below(77, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1, was 0");
  }

  @Test
  void everyOrderOfFourIsAsLikely() {
    int[] counts = new int[256];
    for (int draw = 0; draw < 48_000; draw++) {
      int[] order = {0, 1, 2, 3};
      Rng.shuffle(order, Rng.key(1, Rng.SHUFFLE, draw, 0, 0, 0));
      counts[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
    }
    assertThat(Arrays.stream(counts).filter(count -> count > 0)).hasSize(24);
    for (int count : counts) {
      assertThat(count == 0 || Math.abs(count - 2_000) < 200).isTrue();
    }
  }
}
