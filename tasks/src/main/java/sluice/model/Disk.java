package sluice.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The five things that writing a file whole needs of a disk; tests put one in its place that fails.
 */
interface Disk {
  /** The disk of this machine. */
  Disk REAL = new Disk() {};

  /** A file that is being written. */
  interface Output extends WritableByteChannel {
    /** Returns once every byte so far is on the disk. */
    void force() throws IOException;
  }

  /** Makes a new file; an older one of this name is an error. */
  default Output create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new Output() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        return channel.write(bytes);
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** Gives {@code from} the name {@code to} in one step, in the place of an older file. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns once the names in {@code folder} are on the disk, where the system can promise it. */
  default void forceFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return; // Windows opens no folders; there a rename is journalled by the file system
    }
    try (channel) {
      channel.force(true);
    }
  }

  /** Removes {@code file} if it is there; what goes wrong is not worth hiding the first failure. */
  default void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(WholeFile.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove the temporary file " + file, e);
    }
  }
}
