package dev.saldo.server.account;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The bodies of answers: what the journal keeps, with the customer in front, which the journal's
/// row has anyway.
public final class Bodies {
  private Bodies() {}

  /// The bytes of an answer of a customer.
  ///
  /// @param answer a JSON object that isn't empty
  public static byte[] of(UUID customer, String answer) {
    return text(customer, answer).getBytes(StandardCharsets.UTF_8);
  }

  /// The text of an answer of a customer.
  public static String text(UUID customer, String answer) {
    return "{\"customer\":\""
        + PublicId.of(IdKind.CUSTOMER, customer)
        + "\","
        + answer.substring(1);
  }
}
