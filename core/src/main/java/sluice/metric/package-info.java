/**
 * Measures of how good answers are: formula, direction, and what happens where one has no value.
 */
package sluice.metric;
