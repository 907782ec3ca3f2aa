package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.BadData;
import sluice.loss.Target;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.train.Batch;
import sluice.train.Batches;

class PartitionTest {
  private static TextCorpus text(int tokens) {
    return TextCorpus.of(IntStream.range(0, tokens).toArray());
  }

  /** Documents of these lengths; the tokens are the places. */
  private static TextCorpus documents(int... lengths) {
    var starts = new long[lengths.length];
    int count = 0;
    for (int d = 0; d < lengths.length; d++) {
      starts[d] = count;
      count += lengths[d];
    }
    return new TextCorpus("t", Tokens.of(IntStream.range(0, count).toArray()), starts, 0);
  }

  /** One sequence of a batch: where it begins, how long it is, whether its state is zero. */
  private record Piece(long id, int start, int length, boolean fresh) {}

  private static List<Piece> pieces(Batches batches, int epoch, int index) {
    List<Piece> pieces = new ArrayList<>();
    int groups = batches.groups(index, 2);
    for (int group = 0; group < groups; group++) {
      Batch batch = batches.batch(epoch, index, group, groups);
      Steps steps = batch.steps();
      assertThat(steps.sequences()).isLessThanOrEqualTo(batches.capacity(groups).sequences());
      assertThat(batch.target().rows()).isEqualTo(steps.rows());
      Piece[] inOrder = new Piece[steps.sequences()];
      for (int b = 0; b < steps.sequences(); b++) {
        int first = ((Input.Ids) batch.input()).get(steps.row(0, b));
        for (int t = 0; t < steps.length(b); t++) {
          int row = steps.row(t, b);
          assertThat(((Input.Ids) batch.input()).get(row)).isEqualTo(first + t);
          assertThat(((Target.ClassIds) batch.target()).get(row)).isEqualTo(first + t + 1);
          assertThat(batch.weights()[row]).isEqualTo(1);
        }
        inOrder[steps.source(b)] =
            new Piece(steps.id(b), first, steps.length(b), batch.fresh() || steps.begins(b));
      }
      pieces.addAll(List.of(inOrder));
    }
    return pieces;
  }

  private static List<Piece> all(Batches batches, int epoch) {
    List<Piece> all = new ArrayList<>();
    for (int index = 0; index < batches.count(); index++) {
      all.addAll(pieces(batches, epoch, index));
    }
    return all;
  }

  private static Set<Integer> read(List<Piece> pieces) {
    Set<Integer> read = new HashSet<>();
    for (Piece piece : pieces) {
      for (int t = 0; t < piece.length; t++) {
        assertThat(read.add(piece.start + t)).as("read twice").isTrue();
      }
    }
    return read;
  }

  @Test
  void rowsGoOnFromBatchToBatch() {
    // 35 tokens in 2 rows of 5 steps, as "Dive into Deep Learning" has them without an offset
    var streams = new TextStreams(text(35), 35, TextPartition.of(2, 5).dropShort(true));
    assertThat(streams.count()).isEqualTo(3);
    assertThat(streams.carried()).isEqualTo(2);
    assertThat(pieces(streams, 1, 0))
        .containsExactly(new Piece(0, 0, 5, true), new Piece(1, 17, 5, true));
    assertThat(pieces(streams, 1, 1))
        .containsExactly(new Piece(0, 5, 5, false), new Piece(1, 22, 5, false));
    assertThat(pieces(streams, 1, 2))
        .containsExactly(new Piece(0, 10, 5, false), new Piece(1, 27, 5, false));
  }

  @ParameterizedTest
  @CsvSource({"2,1,1", "2,9,9", "35,2,5", "36,2,5", "37,3,5", "100,7,8", "17,16,1", "18,20,30"})
  void everyPairIsReadOnce(int tokens, int sequences, int steps) {
    var partition = TextPartition.of(sequences, steps);
    var every = IntStream.range(0, tokens - 1).boxed().toList();
    var streams = new TextStreams(text(tokens), tokens, partition);
    assertThat(read(all(streams, 1))).containsExactlyInAnyOrderElementsOf(every);
    var windows = new TextWindows(text(tokens), tokens, partition.seed(3), true);
    assertThat(read(all(windows, 1))).containsExactlyInAnyOrderElementsOf(every);
    for (Piece piece : all(windows, 2)) {
      assertThat(piece.fresh).isTrue();
    }
  }

  @Test
  void anOffsetMovesTheCutsAndNotTheCount() {
    Set<Integer> streamed = new HashSet<>();
    Set<Integer> windowed = new HashSet<>();
    var partition = TextPartition.of(3, 6).offset(4);
    for (int tokens = 2; tokens < 80; tokens++) {
      var streams = new TextStreams(text(tokens), tokens, partition);
      for (int epoch = 0; epoch < 20; epoch++) {
        List<Piece> pieces = all(streams, epoch);
        int first = pieces.getFirst().start;
        assertThat(first).isBetween(0, epoch == 0 ? 0 : 5);
        streamed.add(first);
        assertThat(read(pieces)).hasSizeGreaterThanOrEqualTo(tokens - 1 - 5);
        if (tokens > 6) {
          var windows = new TextWindows(text(tokens), tokens, partition, false);
          assertThat(read(all(windows, epoch)).size() % 6).isZero();
          windowed.add(pieces(windows, epoch, 0).getFirst().start);
        }
      }
    }
    assertThat(streamed).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(windowed).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void noWindowCrossesADocument() {
    TextCorpus corpus = documents(12, 1, 3, 20, 2, 7, 1, 30, 5);
    List<Integer> every = new ArrayList<>();
    for (int d = 0; d < corpus.documents(); d++) {
      IntStream.range((int) corpus.start(d), (int) corpus.start(d + 1) - 1).forEach(every::add);
    }
    var partition = TextPartition.of(3, 6).documents(true);
    var streams = new TextStreams(corpus, 100, partition);
    List<Piece> pieces = all(streams, 1);
    assertThat(read(pieces)).containsExactlyInAnyOrderElementsOf(every);
    Set<Long> starts = new HashSet<>();
    for (int d = 0; d < corpus.documents(); d++) {
      starts.add(corpus.start(d));
    }
    for (Piece piece : pieces) {
      assertThat(piece.fresh).isEqualTo(starts.contains((long) piece.start));
    }
    assertThat(streams.count()).as("the longest row").isEqualTo(7);
    for (int epoch = 0; epoch < 9; epoch++) {
      var windows = new TextWindows(corpus, 100, partition.offset(8), true);
      List<Piece> shifted = all(windows, epoch);
      assertThat(read(shifted)).containsExactlyInAnyOrderElementsOf(every);
      assertThat(shifted).allMatch(piece -> piece.length <= 6);
    }
  }

  @Test
  void orderAndOffsetFollowFromSeedAndEpoch() {
    var partition = TextPartition.of(4, 3).offset(5);
    var once = new TextWindows(text(200), 200, partition, true);
    List<Piece> second = all(once, 2);
    assertThat(all(once, 1)).isNotEqualTo(second);
    assertThat(all(once, 2)).isEqualTo(second);
    assertThat(all(new TextWindows(text(200), 200, partition, true), 2)).isEqualTo(second);
    assertThat(all(new TextWindows(text(200), 200, partition.seed(6), true), 2))
        .isNotEqualTo(second);
    assertThat(all(once, 0).stream().map(Piece::start))
        .isEqualTo(IntStream.range(0, 65).map(w -> 3 * w).boxed().toList());
  }

  @Test
  void aTextThatIsTooShortIsRefused() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> new TextStreams(text(1), 9, TextPartition.of(2, 3)))
        .withMessage(
            "the text: the text is too short. Expected at least 2 tokens, found 1. Give more text,"
                + " or fewer sequences or steps.");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> new TextStreams(text(6), 9, TextPartition.of(2, 3).dropShort(true)))
        .withMessageContaining("at least 7 tokens, found 6");
    assertThat(new TextStreams(text(7), 9, TextPartition.of(2, 3).dropShort(true)).count())
        .isEqualTo(1);
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(
            () -> new TextStreams(documents(1, 1), 9, TextPartition.of(1, 1).documents(true)))
        .withMessageContaining("too short");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> new TextWindows(text(3), 9, TextPartition.of(1, 3).dropShort(true), true))
        .withMessageContaining("at least 4 tokens, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextPartition.of(1, 1).documents(true).dropShort(true))
        .withMessageContaining("every document would lose its end");
  }
}
