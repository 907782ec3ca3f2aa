/**
 * The experiment file and the records it is read into: what to train, on which data, and how. The
 * records declare each key once, with default, range and help; reader, schema and guide follow
 * them.
 */
@NullMarked
package sluice.experiment;

import org.jspecify.annotations.NullMarked;
