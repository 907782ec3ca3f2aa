package sluice.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sluice.experiment.settings.Nearest;

/** Published recipes as experiments that lack nothing but a text. */
public final class Presets {
  private static final List<String> NAMES =
      List.of("d2l-lstm", "ptb-small", "ptb-medium", "awd-lstm-ptb", "char-shakespeare");

  private Presets() {}

  /** What there is. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The experiment file of a preset, with its comments.
   *
   * @throws UnfitTask if there is none of that name
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new UnfitTask(
          "there is no preset \""
              + name
              + "\""
              + Nearest.of(name, NAMES).map(near -> "; did you mean " + near + "?").orElse("")
              + "; there are "
              + String.join(", ", NAMES));
    }
    try (InputStream in = Presets.class.getResourceAsStream("presets/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the preset " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the preset " + name, e);
    }
  }
}
