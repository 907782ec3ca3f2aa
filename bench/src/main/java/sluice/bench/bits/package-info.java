/** Trains the same things in many ways and compares the weights to the last bit. */
package sluice.bench.bits;
