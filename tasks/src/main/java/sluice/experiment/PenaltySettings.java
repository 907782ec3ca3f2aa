package sluice.experiment;

import java.util.Optional;
import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;

/**
 * What is asked of weights beside the loss.
 *
 * @param l1 factor of the sum of sizes
 * @param l2 factor of half the sum of squares
 * @param l2Norm factor of the root of the sum of squares
 * @param decay share that each weight loses at a step, times the rate
 * @param maxNorm largest norm of what comes into a unit
 * @param biases whether biases are treated so, too
 */
public record PenaltySettings(
    @Help("factor of the sum of the weights' sizes; keeps few of them")
        @AlsoNamed("l1_regularizer")
        @Default("0")
        @Range(min = 0, max = 1_000_000)
        double l1,
    @Help("factor of half the sum of their squares; keeps them small")
        @AlsoNamed("l2_regularizer")
        @Default("0")
        @Range(min = 0, max = 1_000_000)
        double l2,
    @Help("factor of the root of the sum of squares of each matrix: L2 as a norm")
        @Default("0")
        @Range(min = 0, max = 1_000_000)
        double l2Norm,
    @Help("share of each weight lost at a step, times the rate, apart from the gradient")
        @AlsoNamed("weight_decay")
        @Default("0")
        @Range(min = 0, max = 1)
        double decay,
    @Help("largest norm of the weights that come into a unit") @Range(above = 0)
        Optional<Double> maxNorm,
    @Help("treat biases so, too") @Default("false") boolean biases) {}
