/** Flips each sign of the backward passes in turn and asks whether the self-test notices. */
package sluice.bench.signs;
