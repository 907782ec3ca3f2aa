/** Parquet, JSON and SQL over files, through DuckDB. */
package sluice.duckdb;
