/** Tables, series, splits, scalers and windows: a user's data on its way to batches. */
package sluice.data;
