package sluice.train;

import sluice.loss.Target;
import sluice.math.Steps;
import sluice.nn.Input;

/**
 * Sequences to learn from at once, or a group of them.
 *
 * @param input what the network reads, rows as {@code steps} says
 * @param steps how the rows lie, with the ids of the sequences
 * @param target one row for each row that the head reads
 * @param weights weight of each row of the target; at least as many as the target has rows, 1 by
 *     default
 * @param fresh whether all sequences start from a zero state; else each goes on from the state that
 *     the sequence of the same id had at the end of the batch before (truncated back-propagation
 *     through time), but for those that {@link Steps#begins begin} in it
 */
public record Batch(Input input, Steps steps, Target target, float[] weights, boolean fresh) {}
