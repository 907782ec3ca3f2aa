package sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.fixture.OtherJvm;

/**
 * Once warm no kernel allocates: a vector that becomes an object, because a method was not inlined,
 * shows here, and costs a factor of twenty.
 *
 * <p>In a JVM of its own, without the coverage agent, whose probes make methods too large to be
 * inlined, and with compilation in the foreground, so that a busy machine cannot be late with it.
 */
class KernelAllocationTest {

  @Test
  @Tag("slow")
  void nothingIsAllocatedOnceWarm() {
    assertThat(
            OtherJvm.run(
                KernelAllocations.class, "-Xbatch", "-Dsluice.kernels=" + Kernels.get().name()))
        .hasSizeGreaterThan(25)
        .allSatisfy(line -> assertThat(line).startsWith("0 bytes: "));
  }
}
