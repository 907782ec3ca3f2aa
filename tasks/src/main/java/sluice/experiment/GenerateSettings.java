package sluice.experiment;

import java.util.Optional;
import sluice.language.Sampling;

/**
 * What {@code sluice generate} is asked for.
 *
 * @param prompt what the text begins with; empty for nothing
 * @param length tokens to write, at least 1
 * @param sampling how they are drawn
 * @param beam how many lines are kept by a search for the likeliest; empty to draw
 */
public record GenerateSettings(
    Optional<String> prompt, int length, Sampling sampling, Optional<Integer> beam) {}
