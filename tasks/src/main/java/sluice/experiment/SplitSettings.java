package sluice.experiment;

import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;

/**
 * Which rows are kept from training: the last ones for the test, those before them for validation.
 *
 * @param validation the part that stops training and chooses the weights
 * @param test the part that nothing but the final figures sees
 */
public record SplitSettings(
    @Help("part before the test that stops training and chooses the weights") @Default("0.1")
        Cut validation,
    @Help("last part, seen by nothing but the final figures") @Default("0.2") Cut test) {}
