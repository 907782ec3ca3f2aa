/**
 * The similarity job: how alike the two sides of a pair are, as one encoder sees them, measured
 * beside naive answers.
 */
package sluice.similarity;
