package sluice.experiment.settings;

import java.nio.file.Path;

/**
 * Where a piece of the settings was written.
 *
 * @param source the file as the user named it, or the words of the command line
 * @param line counted from 1, or 0 where the source has no lines
 * @param column counted from 1 in characters, or 0
 * @param folder what a relative path written here starts from
 */
public record Origin(String source, int line, int column, Path folder) {
  Origin at(int newLine, int newColumn) {
    return new Origin(source, newLine, newColumn, folder);
  }
}
