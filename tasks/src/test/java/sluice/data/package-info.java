/** Tests of tables, series, splits, scalers and windows. */
package sluice.data;
