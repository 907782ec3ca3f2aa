package sluice.experiment;

import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/**
 * The page left at the end.
 *
 * @param title its heading
 */
public record ReportSettings(
    @Help("heading of the page") @Default(words = "the name") @Range(min = 1, max = 200)
        String title) {}
