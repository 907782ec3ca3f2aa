/**
 * The training loop: batches, epochs, early stopping, carried state, checkpoints, and the record of
 * a fit.
 */
package sluice.train;
