package dev.saldo.server.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// An archive of which one file is changed and the manifest made to agree.
final class Forgery {
  private final Path target;
  private final Map<String, String> files = new LinkedHashMap<>();

  Forgery(Path archive, Path target) throws IOException {
    this.target = target;
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        var entry = entries.nextElement();
        files.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  Forgery with(String name, UnaryOperator<String> change) throws Exception {
    var before = String.valueOf(files.get(name));
    var after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("nothing was forged in " + name);
    }
    files.put(name, after);
    files.computeIfPresent(
        "manifest.json",
        (_, manifest) ->
            manifest
                .replace(digest(before), digest(after))
                .replace(
                    "\"bytes\" : " + length(before) + ",", "\"bytes\" : " + length(after) + ","));
    return this;
  }

  Path write() throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(target))) {
      files.forEach((name, text) -> ArchiveTest.put(zip, name, text));
    }
    return target;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
