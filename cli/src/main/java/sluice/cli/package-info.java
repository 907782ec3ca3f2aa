/** The sluice command: options, streams, exit codes and progress. */
@NullMarked
package sluice.cli;

import org.jspecify.annotations.NullMarked;
