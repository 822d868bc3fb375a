package dev.saldo.store.tabular;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/// Opens the columnar engine behind Parquet files.
final class DuckDb {
  private DuckDb() {}

  /// One thread and little memory, because charges are decided on the same machine; and nothing is
  /// fetched from elsewhere.
  ///
  /// @param where the file of its data, or nothing for memory
  /// @param spill where it writes what doesn't fit into memory
  static Connection open(String where, String spill) throws SQLException {
    var settings = new Properties();
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("threads", "1");
    settings.setProperty("temp_directory", spill);
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    var opened = new DuckDBDriver().connect("jdbc:duckdb:" + where, settings);
    if (opened == null) {
      throw new SQLException("no such database");
    }
    return opened;
  }
}
