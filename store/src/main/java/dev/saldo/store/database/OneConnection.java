package dev.saldo.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/// A data source without a pool, each connection as the given user.
///
/// It asks the driver itself: `DriverManager` would first begin every driver that there is, and one
/// for analytical files costs a quarter of a second that no start should pay.
final class OneConnection extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  private final String address;
  private final Properties properties = new Properties();

  OneConnection(DatabaseUrl url) {
    this(url, Map.of());
  }

  /// @param more parameters of the connection besides those of every one
  OneConnection(DatabaseUrl url, Map<String, String> more) {
    address = url.toJdbc();
    properties.putAll(Connections.properties(url));
    properties.putAll(more);
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = new Driver().connect(address, properties);
    if (connection == null) {
      throw new IllegalStateException("not an address of PostgreSQL: " + address);
    }
    return connection;
  }
}
