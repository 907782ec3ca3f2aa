package sluice.experiment;

import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/**
 * The page left at the end.
 *
 * @param title its heading
 * @param importance examples that the importance of columns is measured on at most
 */
public record ReportSettings(
    @Help("heading of the page") @Default(words = "the name") @Range(min = 1, max = 200)
        String title,
    @Help("examples that the importance of columns is measured on at most; 0 for not at all")
        @Default("1000")
        @Range(min = 0, max = 100_000)
        int importance) {}
