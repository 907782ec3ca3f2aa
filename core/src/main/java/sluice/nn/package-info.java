/**
 * Networks: what a layer is (spec), what it knows (weights) and what one run needs (pass), with
 * every derivative.
 */
package sluice.nn;
