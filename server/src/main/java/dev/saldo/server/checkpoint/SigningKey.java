package dev.saldo.server.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The key that checkpoints are signed with (Ed25519, RFC 8032): 32 secret bytes.
public final class SigningKey {
  private static final int SEED_BYTES = 32;

  private final PrivateKey secret;
  private final PublicKey open;
  private final String id;

  private SigningKey(byte[] seed) {
    try {
      this.secret =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      this.open = generator.generateKeyPair().getPublic();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(open.getEncoded());
      this.id = HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /// From the text of `SALDO_SIGNING_KEY`: 32 bytes in base 64.
  ///
  /// @throws IllegalArgumentException where it isn't that
  public static SigningKey of(String text) {
    byte[] seed = Base64.getDecoder().decode(text.strip());
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a signing key is 32 bytes in base 64");
    }
    return new SigningKey(seed);
  }

  /// From a file, which is made with a new key, for its owner's eyes alone, where there is none.
  public static SigningKey in(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        make(file, random);
      }
      return of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path file, SecureRandom random) throws IOException {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      return;
    }
    Files.writeString(
        file, Base64.getEncoder().encodeToString(seed) + "\n", StandardOpenOption.WRITE);
  }

  /// A short name of it, from its public half.
  public String id() {
    return id;
  }

  /// The public half (X.509).
  public byte[] publicKey() {
    return open.getEncoded();
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a checkpoint can't be signed", e);
    }
  }

  static boolean verifies(byte[] publicKey, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey)));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Gives the seed where random bytes are asked for: so the public half follows from it.
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
