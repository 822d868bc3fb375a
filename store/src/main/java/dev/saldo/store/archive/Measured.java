package dev.saldo.store.archive;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Streams that know how much went through them, and its digest.
final class Measured {
  private Measured() {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// What is written; closing it leaves what is below open.
  static final class Out extends FilterOutputStream {
    private final MessageDigest digest = sha256();
    private long bytes;

    Out(OutputStream below) {
      super(below);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      digest.update(buffer, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      flush();
    }

    long bytes() {
      return bytes;
    }

    String sha256Hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /// What is read, up to a limit.
  static final class In extends FilterInputStream {
    private final MessageDigest digest = sha256();
    private final long bytesMax;
    private final String tooMuch;
    private long bytes;

    /// @param tooMuch what is said when there is more
    In(InputStream below, long bytesMax, String tooMuch) {
      super(below);
      this.bytesMax = bytesMax;
      this.tooMuch = tooMuch;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var read = in.read(buffer, offset, length);
      if (read > 0) {
        bytes += read;
        if (bytes > bytesMax) {
          throw new ArchiveException(tooMuch);
        }
        digest.update(buffer, offset, read);
      }
      return read;
    }

    long bytes() {
      return bytes;
    }

    String sha256Hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
