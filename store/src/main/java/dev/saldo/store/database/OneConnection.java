package dev.saldo.store.database;

import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// A data source without a pool, each connection as the given user.
final class OneConnection extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  OneConnection(DatabaseUrl url) {
    setUrl(url.toJdbc());
    Connections.properties(url)
        .forEach((name, value) -> {
          try {
            setProperty((String) name, (String) value);
          } catch (SQLException e) {
            throw Connections.refused(url, e);
          }
        });
  }
}
