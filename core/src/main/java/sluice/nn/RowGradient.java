package sluice.nn;

import sluice.math.Matrix;

/** A gradient, and which of its rows a batch has reached. */
record RowGradient(Matrix values, ReachedRows reached) {}
