package sluice.experiment;

import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/**
 * How some weights are trained.
 *
 * @param names which; a star stands for any letters
 * @param rate what the learning rate is multiplied by
 * @param penalty what is asked of them; without, the same as of all
 */
public record TreatmentSettings(
    @Help("names of weights as --dry-run shows them, * for any letters: layers.0.*, head.*")
        @Range(min = 1, max = 200)
        String names,
    @Help("what the learning rate is multiplied by; 0 freezes them")
        @Default("1")
        @Range(min = 0, max = 1000)
        double rate,
    @Help("what is asked of them beside the loss; none for the same as of all others")
        Optional<PenaltySettings> penalty) {}
