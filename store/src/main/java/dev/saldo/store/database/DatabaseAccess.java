package dev.saldo.store.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a database is reached: as the owner of its tables, and as the application.
///
/// @param owner owns the tables and migrates them
/// @param application what all requests run as
/// @param applicationGiven whether the application's role was made by somebody else; if not, the
///   owner makes it when it is missing
public record DatabaseAccess(DatabaseUrl owner, DatabaseUrl application, boolean applicationGiven) {

  public DatabaseAccess {
    if (owner.user().equals(application.user())) {
      throw new DatabaseException(
          DatabaseException.Fault.ROLE_UNSAFE,
          "The owner and the application must be two roles, but both are %s. Give DATABASE_APP_URL another user, or leave it out."
              .formatted(owner.user()));
    }
  }

  /// Both connections as they are.
  public static DatabaseAccess of(DatabaseUrl owner, DatabaseUrl application) {
    return new DatabaseAccess(owner, application, true);
  }

  /// From the texts of `DATABASE_URL` and, if there is one, `DATABASE_APP_URL`. Without the second
  /// the application's role is called after the database (`saldo_app` for `saldo`) and its password
  /// follows from the owner's, so that several nodes agree on it without a word.
  public static DatabaseAccess fromUrls(String ownerUrl, Optional<String> applicationUrl) {
    DatabaseUrl owner = DatabaseUrl.parse(ownerUrl);
    if (applicationUrl.isPresent()) {
      return new DatabaseAccess(owner, DatabaseUrl.parse(applicationUrl.get()), true);
    }
    String role = owner.database() + "_app";
    String password = applicationPassword(owner.password(), role, owner.database());
    return new DatabaseAccess(owner, owner.as(role, password), false);
  }

  /// HMAC-SHA256 (RFC 2104) of role and database under the owner's password, in hexadecimal.
  public static String applicationPassword(String ownerPassword, String role, String database) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      // A key must not be empty; the server that asks for no password doesn't look at ours either.
      String key = ownerPassword.isEmpty() ? "no password" : ownerPassword;
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal((role + ":" + database).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
