package dev.saldo.server.account;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Canonical;
import dev.saldo.server.json.Json;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The maker and checker of tokens that confirm a price: HMAC-SHA-256 over the customer, what is
/// asked without the token, and the time until which it is good. Nothing is stored.
public final class Confirmations {
  /// The field that carries a token.
  static final String FIELD = "confirmation_token";

  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final int SIGNATURE_BYTES = 16;

  private final SecretKeySpec key;
  private final InstantSource clock;

  /// @param key at least 32 random bytes, the same on every node
  public Confirmations(byte[] key, InstantSource clock) {
    if (key.length < 32) {
      throw new IllegalArgumentException("a confirmation key needs 32 bytes");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.clock = clock;
  }

  /// The token for what a request asks for.
  String token(UUID customer, String route, Body body) {
    var until = clock.instant().plus(GOOD_FOR).getEpochSecond();
    var sealed = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES);
    sealed.putLong(until).put(sign(until, customer, route, body));
    return "cnf_" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
  }

  /// Whether the request carries a token that was given for just this.
  boolean isConfirmed(UUID customer, String route, Body body) {
    var token = body.optionalText(FIELD);
    if (token.isEmpty() || !token.get().startsWith("cnf_")) {
      return false;
    }
    var sealed = decoded(token.get().substring(4));
    if (sealed.length != Long.BYTES + SIGNATURE_BYTES) {
      return false;
    }
    var until = ByteBuffer.wrap(sealed).getLong();
    var signature = Arrays.copyOfRange(sealed, Long.BYTES, sealed.length);
    return MessageDigest.isEqual(signature, sign(until, customer, route, body))
        && !clock.instant().isAfter(Instant.ofEpochSecond(until));
  }

  private byte[] sign(long until, UUID customer, String route, Body body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(
          ByteBuffer.allocate(3 * Long.BYTES)
              .putLong(until)
              .putLong(customer.getMostSignificantBits())
              .putLong(customer.getLeastSignificantBits())
              .array());
      mac.update(route.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(Canonical.bytes(without(body.json())));
      return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  private static Json.Obj without(Json.Obj body) {
    var names = new ArrayList<String>();
    var values = new ArrayList<Json>();
    for (var i = 0; i < body.size(); i++) {
      if (!body.names().get(i).equals(FIELD)) {
        names.add(body.names().get(i));
        values.add(body.values().get(i));
      }
    }
    return new Json.Obj(names, values);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
