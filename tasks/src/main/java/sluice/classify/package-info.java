/**
 * The classification job: a label for each window or whole sequence, measured beside naive answers.
 */
package sluice.classify;
