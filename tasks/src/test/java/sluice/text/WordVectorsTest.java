package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.BadData;
import sluice.math.Matrix;

class WordVectorsTest {
  private static final Vocabulary WORDS = new Vocabulary(List.of("<unk>", "the", "猫", "sat"));

  @TempDir private Path folder;

  private WordVectors read(String text, int width) throws IOException {
    return WordVectors.read(Files.writeString(folder.resolve("v.txt"), text), WORDS, width);
  }

  @Test
  void onlyTheVocabularysWordsAreKept() throws IOException {
    String lines = "dog 9 9 9\nthe 0.5 -1e-3 2\n. . . 7 7 7\n猫 1 2 3 \r\nthe 8 8 8\n";
    for (String text : List.of(lines, "5 3\n" + lines)) {
      WordVectors vectors = read(text, 3);
      assertThat(vectors.found()).isEqualTo(2);
      assertThat(vectors.has(1)).isTrue();
      assertThat(vectors.has(3)).isFalse();
      Matrix weight = Matrix.over(new float[] {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4}, 0, 4, 3);
      vectors.into(weight);
      assertThat(weight.toArray()).containsExactly(4, 4, 4, 0.5f, -1e-3f, 2, 1, 2, 3, 4, 4, 4);
    }
  }

  @Test
  void anotherWidthIsRefused() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("the 1 2 3\n", 4))
        .withMessageContaining("row 1: word vectors of another width than the embedding")
        .withMessageContaining("Expected 4 numbers a word, found 3. Give the embedding the size");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("the 1 2 3\nsat 1 2 3\n", 2))
        .withMessageContaining("row 1: word vectors of another width")
        .withMessageContaining("found 3");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("400000 300\nthe 1 2 3\n", 3))
        .withMessageContaining("row 1: ")
        .withMessageContaining("found 300");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("the 1 2 3\ndog 4 5 6\nsat 1 2\n", 3))
        .withMessageContaining("row 3: ")
        .withMessageContaining("found 2");
  }

  @Test
  void whatIsNoVectorIsRefused() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("dog 1 2\nthe 1 x\n", 2))
        .withMessageContaining("row 2: a vector with something that is no number. Expected a word")
        .withMessageContaining("found \"x\"");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("the 1 NaN\n", 2))
        .withMessageContaining("found \"NaN\"");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read("dog 1 2\n", 2))
        .withMessageContaining("none of the vocabulary's words");
  }
}
