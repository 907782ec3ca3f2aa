/**
 * Losses, the targets they compare with, and the head: the last dense layer together with its loss.
 */
package sluice.loss;
