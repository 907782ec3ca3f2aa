/** Tests of Parquet, JSON and SQL over files. */
package sluice.duckdb;
