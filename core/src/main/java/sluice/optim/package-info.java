/** Optimisers, learning-rate schedules and clipping. */
package sluice.optim;
