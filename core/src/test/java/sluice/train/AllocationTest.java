package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.fixture.OtherJvm;

class AllocationTest {

  @Test
  @Tag("slow")
  void aTrainingStepAllocatesNothingOnceWarm() {
    assertThat(OtherJvm.run(LongTraining.class))
        .hasSize(
            (int) Lessons.all().stream().filter(l -> !l.whole()).count()
                + Lessons.optimisers().size()
                + 2)
        .allSatisfy(line -> assertThat(line).startsWith("0 bytes: "));
  }
}
