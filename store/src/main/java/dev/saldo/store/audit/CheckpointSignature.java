package dev.saldo.store.audit;

import dev.saldo.core.ledger.ChainHash;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/// Ed25519 signatures (RFC 8032) of checkpoint digests.
final class CheckpointSignature {
  private static final String ALGORITHM = "Ed25519";

  private CheckpointSignature() {}

  /// Whether the key signed the digest; a key that is missing or isn't one signed nothing.
  ///
  /// @param publicKey in X.509 form (RFC 8410)
  static boolean verifies(Optional<byte[]> publicKey, ChainHash digest, byte[] signed) {
    if (publicKey.isEmpty()) {
      return false;
    }
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(publicKey.get())));
      signature.update(digest.bytes());
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
