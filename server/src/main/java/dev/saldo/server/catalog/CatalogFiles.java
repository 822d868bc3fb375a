package dev.saldo.server.catalog;

import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import dev.saldo.core.catalog.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Catalogs in files.
public final class CatalogFiles {
  private CatalogFiles() {}

  /// Reads a catalog from a file of UTF-8 text, at most [CatalogYaml#BYTES_MAX] bytes long.
  ///
  /// @return a fault too when the file is too long or isn't UTF-8
  /// @throws IOException when there is no such file or it can't be read
  public static CatalogReading read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return read(in.readNBytes(CatalogYaml.BYTES_MAX + 1));
    }
  }

  /// Reads a catalog from UTF-8 bytes, as a request carries them.
  public static CatalogReading read(byte[] bytes) {
    if (bytes.length > CatalogYaml.BYTES_MAX) {
      return faulty("is longer than " + CatalogYaml.BYTES_MAX + " bytes");
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return CatalogYaml.read(text);
    } catch (CharacterCodingException notUtf8) {
      return faulty("isn't UTF-8 text");
    }
  }

  private static CatalogReading faulty(String message) {
    var fault = new Fault(new Node.Place(1, 1), "", message, Fault.Severity.ERROR);
    return new CatalogReading.Faulty(List.of(fault));
  }
}
