package dev.saldo.store.database;

import dev.saldo.store.database.DatabaseException.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The address of one database and who connects to it.
///
/// @param authority `host:port`, or several parted by commas
/// @param database the database's name
/// @param user who connects
/// @param password their password; may be empty where the server asks for none
/// @param parameters further connection parameters by the JDBC driver's names
public record DatabaseUrl(
    String authority,
    String database,
    String user,
    String password,
    Map<String, String> parameters) {

  private static final String FORM = "postgres://user:password@host:port/database?parameters";

  /// Names of libpq, as providers hand them out, and what the JDBC driver calls them.
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "channel_binding", "channelBinding",
          "target_session_attrs", "targetServerType");

  public DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /// Reads `postgres://`, `postgresql://` or `jdbc:postgresql://`, with user and password before
  /// the host or as parameters.
  ///
  /// @throws DatabaseException with what is wrong; the password is never repeated
  public static DatabaseUrl parse(String text) {
    String bare = text.strip();
    if (bare.startsWith("jdbc:")) {
      bare = bare.substring("jdbc:".length());
    }
    URI uri = uri(bare);
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("postgres") && !scheme.equals("postgresql")) {
      throw malformed("it must begin with postgres:// or jdbc:postgresql://");
    }
    String authority = uri.getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      throw malformed("the host is missing");
    }
    int at = authority.lastIndexOf('@');
    String credentials = at < 0 ? "" : authority.substring(0, at);
    var parameters = parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    int colon = credentials.indexOf(':');
    String user = decode(colon < 0 ? credentials : credentials.substring(0, colon));
    String password = colon < 0 ? "" : decode(credentials.substring(colon + 1));
    String userParameter = parameters.remove("user");
    String passwordParameter = parameters.remove("password");
    return checked(
        hosts(authority.substring(at + 1)),
        database(uri),
        user.isEmpty() && userParameter != null ? userParameter : user,
        password.isEmpty() && passwordParameter != null ? passwordParameter : password,
        parameters);
  }

  private static DatabaseUrl checked(
      String hosts, String database, String user, String password, Map<String, String> more) {
    if (user.isEmpty()) {
      throw malformed("the user is missing");
    }
    return new DatabaseUrl(hosts, database, user, password, more);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw malformed(
          "character %d can't stand there; special characters in a password are written as %%40 for @, %%23 for # and so on"
              .formatted(e.getIndex() + 1));
    }
  }

  private static String database(URI uri) {
    String path = uri.getRawPath();
    if (path == null || path.length() < 2) {
      throw malformed("the database's name is missing after the host");
    }
    String name = decode(path.substring(1));
    if (name.contains("/")) {
      throw malformed("the database's name contains a slash");
    }
    return name;
  }

  private static String hosts(String text) {
    var hosts = new StringBuilder();
    for (String host : text.split(",", -1)) {
      int colon = host.lastIndexOf(':');
      boolean withPort = colon > host.lastIndexOf(']');
      String name = withPort ? host.substring(0, colon) : host;
      String port = withPort ? host.substring(colon + 1) : "5432";
      if (name.isEmpty()) {
        throw malformed("the host is missing");
      }
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
        throw malformed("the port must be a number from 1 to 65535");
      }
      hosts.append(hosts.isEmpty() ? "" : ",").append(name).append(':').append(port);
    }
    return hosts.toString();
  }

  private static Map<String, String> parameters(String query) {
    var found = new LinkedHashMap<String, String>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw malformed("its parameters must be name=value");
        }
        String name = decode(pair.substring(0, equals));
        String value = decode(pair.substring(equals + 1));
        String known = DRIVER_NAMES.getOrDefault(name, name);
        found.put(known, value.equals("read-write") ? "primary" : value);
      }
    }
    return found;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("a % must be followed by two hexadecimal digits");
    }
  }

  private static DatabaseException malformed(String what) {
    return new DatabaseException(
        Fault.URL_MALFORMED,
        "The database's address can't be read: %s. Write %s".formatted(what, FORM));
  }

  /// The same database as somebody else.
  DatabaseUrl as(String otherUser, String otherPassword) {
    return new DatabaseUrl(authority, database, otherUser, otherPassword, parameters);
  }

  /// The address for the JDBC driver, without the credentials.
  public String toJdbc() {
    return "jdbc:postgresql://%s/%s"
        .formatted(
            authority, URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /// Credentials and parameters for the JDBC driver.
  public Properties properties() {
    var properties = new Properties();
    properties.putAll(parameters);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return properties;
  }

  /// The address without the password.
  @Override
  public String toString() {
    return "postgres://%s@%s/%s%s"
        .formatted(user, authority, database, parameters.isEmpty() ? "" : " " + names());
  }

  private String names() {
    return new TreeMap<>(parameters).keySet().toString();
  }
}
