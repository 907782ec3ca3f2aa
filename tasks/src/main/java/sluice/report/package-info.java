/** The report of a run: one offline page, its pictures, and the numbers behind them. */
@NullMarked
package sluice.report;

import org.jspecify.annotations.NullMarked;
