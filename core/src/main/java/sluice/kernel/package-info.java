/**
 * Products, gates and reductions on {@code float[]}, in a scalar form that is the specification and
 * a vector form that gives the same bits.
 */
package sluice.kernel;
