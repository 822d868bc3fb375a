package dev.saldo.server.http;

import dev.saldo.server.json.Canonical;
import dev.saldo.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/// The digest of what a request asks for.
final class Digests {
  private Digests() {}

  static byte[] of(Route route, Map<String, String> path, Json.Obj query, Json body) {
    MessageDigest sha256 = sha256();
    add(sha256, route.verb().name());
    add(sha256, route.template());
    for (Map.Entry<String, String> part : path.entrySet()) {
      add(sha256, part.getKey());
      add(sha256, part.getValue());
    }
    sha256.update(Canonical.bytes(query));
    return sha256.digest(Canonical.bytes(body));
  }

  /// Adds a text and an end mark that can't occur in it.
  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
