/** Parquet, JSON and SQL over files, through DuckDB; found as a service of sluice.tasks. */
module sluice.duckdb {
  requires sluice.tasks;
  requires java.sql;

  provides sluice.data.FileTables with
      sluice.duckdb.DuckTables;
}
