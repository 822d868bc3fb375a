package dev.saldo.store.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// An archive that is open for reading, within limits.
///
/// Names are looked at and never turned into files; a file may be as long as the manifest says, and
/// the manifest is held to the limits.
final class Archive implements AutoCloseable {
  private static final int MANIFEST_BYTES_MAX = 16 * 1024 * 1024;

  private final ZipFile zip;
  private final Manifest manifest;

  private Archive(ZipFile zip, Manifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  static Archive open(Path file, ArchiveLimits limits) {
    if (!Files.isRegularFile(file)) {
      throw new ArchiveException("There is no archive %s.".formatted(file));
    }
    try {
      var zip = new ZipFile(file.toFile());
      try {
        return new Archive(zip, checked(zip, limits));
      } catch (RuntimeException | IOException e) {
        zip.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ArchiveException("%s isn't an archive of Saldo.".formatted(file), e);
    }
  }

  private static Manifest checked(ZipFile zip, ArchiveLimits limits) throws IOException {
    if (zip.size() > limits.filesMax()) {
      throw new ArchiveException("The archive has more than " + limits.filesMax() + " files.");
    }
    var names = new HashSet<String>();
    for (var entries = zip.entries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      if (!names.add(entry.getName())) {
        throw new ArchiveException("The archive has two files of one name.");
      }
    }
    var note = zip.getEntry(Manifest.NAME);
    if (note == null) {
      throw new ArchiveException("The archive has no manifest.");
    }
    var manifest = Manifest.fromJson(read(zip, note));
    Set<String> named =
        manifest.parts().stream().map(Manifest.Part::name).collect(Collectors.toSet());
    names.remove(Manifest.NAME);
    if (named.size() != manifest.parts().size() || !named.equals(names)) {
      throw new ArchiveException("The archive's files aren't those that its manifest names.");
    }
    checkSizes(zip, manifest, limits);
    return manifest;
  }

  private static void checkSizes(ZipFile zip, Manifest manifest, ArchiveLimits limits) {
    var left = limits.bytesMax();
    for (var part : manifest.parts()) {
      left -= part.bytes();
      if (left < 0) {
        throw new ArchiveException("The archive holds more than " + limits.bytesMax() + " bytes.");
      }
      var compressed = Math.max(1, zip.getEntry(part.name()).getCompressedSize());
      if (part.bytes() > limits.free() && part.bytes() / compressed > limits.ratioMax()) {
        throw new ArchiveException(
            "%s is compressed %d times, which no data is."
                .formatted(part.name(), part.bytes() / compressed));
      }
    }
  }

  private static byte[] read(ZipFile zip, ZipEntry note) throws IOException {
    try (var in = zip.getInputStream(note)) {
      var bytes = in.readNBytes(MANIFEST_BYTES_MAX + 1);
      if (bytes.length > MANIFEST_BYTES_MAX) {
        throw new ArchiveException("The archive's manifest is too long.");
      }
      return bytes;
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /// The content of a file, which ends with a fault where it is longer than the manifest says.
  Measured.In open(Manifest.Part part) throws IOException {
    InputStream in = zip.getInputStream(zip.getEntry(part.name()));
    return new Measured.In(in, part.bytes(), part.name() + " is longer than its manifest says.");
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new ArchiveException("The archive can't be closed: " + e, e);
    }
  }
}
