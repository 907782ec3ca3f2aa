/** Row-major matrices, the steps of a batch of sequences, counted randomness and workers. */
package sluice.math;
