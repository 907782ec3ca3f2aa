/** Proofs: a network's gradients against differences, and its equations once more in double. */
package sluice.inspect;
