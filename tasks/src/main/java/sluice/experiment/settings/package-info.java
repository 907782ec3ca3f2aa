/**
 * Settings as records: a YAML text read into records whose components carry their default, range
 * and one line of help, with every mistake found in one reading. Knows nothing of experiments.
 */
@NullMarked
package sluice.experiment.settings;

import org.jspecify.annotations.NullMarked;
