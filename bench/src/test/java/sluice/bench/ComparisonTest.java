package sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void ratiosAreTakenPairByPair() {
    Comparison comparison = of(pair(1, 3, 0), pair(2, 4, 0), pair(4, 20, 0));
    assertThat(comparison.sluiceMs()).isEqualTo(2);
    assertThat(comparison.peerMs()).isEqualTo(4);
    assertThat(comparison.ratio()).isEqualTo(3);
    assertThat(comparison.leastRatio()).isEqualTo(2);
    assertThat(comparison.mostRatio()).isEqualTo(5);
    assertThat(comparison.valid()).isTrue();
    assertThat(Table.row(comparison)).contains("3.00 (2.00 … 5.00)").doesNotContain("NOT VALID");
  }

  @Test
  void otherWorkAboveATenthOfACoreIsMarked() {
    Comparison comparison = of(pair(1, 3, 0.1), pair(1, 3, 0.11));
    assertThat(comparison.valid()).isFalse();
    assertThat(Table.row(comparison)).contains("NOT VALID: other work took 0.11 cores");
    Results results = results(comparison);
    assertThat(results.valid()).isFalse();
    assertThat(Json.page(results)).contains("\"valid\" : false", "\"ratio\" : 3.0");
    assertThat(Markdown.of(results)).contains("**3.00** (3.00–3.00) †", "† not valid: C2 libtorch");
  }

  @Test
  void aFailureIsToldInsteadOfFigures() {
    Comparison failed =
        new Comparison(Workload.C2, 2, Peer.DL4J, List.of(), Optional.of("it ended with 1"));
    assertThat(failed.valid()).isFalse();
    assertThat(Table.of(results(failed))).contains("dl4j        failed: it ended with 1");
    assertThat(Markdown.of(results(failed))).contains("† not valid: C2 dl4j: it ended with 1");
  }

  @Test
  void figuresGoFromAChildToItsParent() {
    Figures figures = figures(1.5, 0);
    assertThat(Json.read(Json.line(figures), Figures.class)).isEqualTo(figures);
    assertThat(Json.line(figures)).doesNotContain("\n").contains("\"first_loss\":null");
  }

  private static Results results(Comparison comparison) {
    return new Results(Results.Place.here(), List.of(comparison), List.of(), List.of());
  }

  private static Comparison of(Comparison.Pair... pairs) {
    return new Comparison(Workload.C2, 2, Peer.LIBTORCH, List.of(pairs), Optional.empty());
  }

  private static Comparison.Pair pair(double sluice, double peer, double others) {
    return new Comparison.Pair(figures(sluice, 0), figures(peer, others));
  }

  private static Figures figures(double ms, double others) {
    return new Figures("engine", ms, ms, 10, 30, 0, 1, null, null, others, 0);
  }
}
