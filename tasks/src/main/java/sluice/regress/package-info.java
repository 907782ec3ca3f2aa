/**
 * The regression job: a number for each window or whole sequence, measured beside naive answers.
 */
package sluice.regress;
