/** The short form of {@code ./build samebits}. */
package sluice.bench.bits;
