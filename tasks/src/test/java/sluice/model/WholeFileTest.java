package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
  @TempDir Path folder;

  /** Does what the real disk does until its n-th step, which fails. */
  static final class FailingDisk implements Disk {
    final List<String> steps = new ArrayList<>();
    private final int failing;
    private final IOException failure;

    FailingDisk(int failing, IOException failure) {
      this.failing = failing;
      this.failure = failure;
    }

    private void step(String name) throws IOException {
      steps.add(name);
      if (steps.size() == failing) {
        throw failure;
      }
    }

    @Override
    public Output create(Path file) throws IOException {
      step("create");
      Output output = Disk.super.create(file);
      return new Output() {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
          step("write");
          ByteBuffer few = bytes.slice(bytes.position(), Math.min(5, bytes.remaining()));
          int written = output.write(few);
          bytes.position(bytes.position() + written);
          return written;
        }

        @Override
        public void force() throws IOException {
          step("force");
          output.force();
        }

        @Override
        public boolean isOpen() {
          return output.isOpen();
        }

        @Override
        public void close() throws IOException {
          output.close();
          step("close");
        }
      };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("rename");
      Disk.super.rename(from, to);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      step("forceFolder");
      Disk.super.forceFolder(folder);
    }
  }

  private static WholeFile.Content text(String text) {
    return channel -> {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    };
  }

  @Test
  void bytesAreForcedBeforeTheNameAndTheNameAfter() {
    FailingDisk disk = new FailingDisk(Integer.MAX_VALUE, new IOException());
    WholeFile.write(folder.resolve("a"), text("0123456789"), disk);
    assertThat(disk.steps)
        .containsExactly("create", "write", "write", "force", "close", "rename", "forceFolder");
    assertThat(folder.resolve("a")).hasContent("0123456789");
  }

  @Test
  void aFailureAtAnyStepLeavesTheOldFileOrNone() throws IOException {
    Path file = folder.resolve("a");
    for (String old : List.of("", "old")) {
      for (int failing = 1; failing <= 6; failing++) {
        Files.deleteIfExists(file);
        if (!old.isEmpty()) {
          Files.writeString(file, old);
        }
        FailingDisk disk = new FailingDisk(failing, new IOException("it broke"));
        assertThatThrownBy(() -> WholeFile.write(file, text("0123456789"), disk))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessage("cannot write " + file + ": it broke");
        if (old.isEmpty()) {
          assertThat(folder).isEmptyDirectory();
        } else {
          assertThat(file).hasContent(old);
          assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        }
      }
    }
  }

  @Test
  void aProgramErrorInTheMiddleLeavesNothing() {
    WholeFile.Content broken =
        channel -> {
          channel.write(ByteBuffer.allocate(3));
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> WholeFile.write(folder.resolve("a"), broken))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOlderFileIsReplaced() throws IOException {
    Path file = folder.resolve("a");
    Files.writeString(file, "a longer old one");
    WholeFile.write(file, text("new"));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void theReasonIsGivenInWords() throws IOException {
    assertSays(new IOException("No space left on device"), "the disk is full; free some room");
    assertSays(new AccessDeniedException("x"), "no permission to write in " + folder);
    assertSays(new NoSuchFileException("x"), "has gone; make it again");
    assertSays(new FileSystemException("x", null, "Read-only file system"), "Read-only file");
    assertSays(new IOException(), "IOException");
    assertRefused(folder, "it is a folder; give the name of a file in it");
    assertRefused(folder.resolve("none/a"), "there is no folder " + folder.resolve("none"));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertRefused(file.resolve("a"), "is not a folder; choose another place");
  }

  private void assertSays(IOException failure, String says) {
    assertThatThrownBy(
            () -> WholeFile.write(folder.resolve("a"), text("x"), new FailingDisk(2, failure)))
        .isInstanceOf(UncheckedIOException.class)
        .hasCause(failure)
        .hasMessageStartingWith("cannot write " + folder.resolve("a") + ": ")
        .hasMessageContaining(says);
  }

  private static void assertRefused(Path file, String says) {
    assertThatThrownBy(() -> WholeFile.write(file, text("x")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(says);
  }
}
