package dev.saldo.server.http;

import java.util.Optional;

/// The port to the store of keys and sessions.
public interface Authenticator {

  /// The caller to whom a secret belongs; empty for an unknown, expired or revoked one.
  ///
  /// Takes the same time whichever it is, as far as a caller can measure; sees a revocation within
  /// a second. Called on every request: it must be fast.
  Optional<Caller> authenticate(String secret);

  /// Told when something that looks like a secret stood in an address, where proxies log it.
  void keySeenInUrl(String secret);
}
