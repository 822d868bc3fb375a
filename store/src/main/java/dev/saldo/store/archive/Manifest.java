package dev.saldo.store.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an archive says of itself.
///
/// @param schema the last step of the schema that its columns are those of
public record Manifest(String schema, String server, Instant exportedAt, List<Part> parts) {
  static final String NAME = "manifest.json";
  private static final String FORMAT = "saldo archive 1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Manifest {
    parts = List.copyOf(parts);
  }

  /// One file of the archive: the rows of one table, of one workspace or shared by all.
  ///
  /// @param folder the workspace's number, or `shared`
  /// @param bytes of the file before it is compressed
  /// @param sha256 of the same, in hexadecimal
  public record Part(String folder, String table, long rows, long bytes, String sha256) {
    static final String SHARED = "shared";
    private static final Pattern FOLDER = Pattern.compile("shared|[0-9]{1,18}");
    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public Part {
      if (!FOLDER.matcher(folder).matches()
          || !TABLE.matcher(table).matches()
          || !DIGEST.matcher(sha256).matches()
          || rows < 0
          || bytes < 0) {
        throw new ArchiveException("The manifest names a file that can't be one.");
      }
    }

    String name() {
      return folder + "/" + table + ".csv";
    }
  }

  /// How many rows it has in all.
  public long rows() {
    return parts.stream().mapToLong(Part::rows).sum();
  }

  byte[] toJson() {
    var root = JSON.createObjectNode();
    root.put("format", FORMAT).put("schema", schema).put("server", server);
    root.put("exported_at", exportedAt.toString());
    var files = root.putArray("files");
    for (var part : parts) {
      var file = files.addObject();
      file.put("folder", part.folder()).put("table", part.table()).put("rows", part.rows());
      file.put("bytes", part.bytes()).put("sha256", part.sha256());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  static Manifest fromJson(byte[] json) {
    try {
      var root = JSON.readTree(json);
      if (!FORMAT.equals(root.required("format").stringValue())) {
        throw new ArchiveException("The archive is of another format than " + FORMAT + ".");
      }
      var parts = new ArrayList<Part>();
      for (JsonNode file : root.required("files")) {
        parts.add(
            new Part(
                file.required("folder").stringValue(),
                file.required("table").stringValue(),
                file.required("rows").longValue(),
                file.required("bytes").longValue(),
                file.required("sha256").stringValue()));
      }
      return new Manifest(
          root.required("schema").stringValue(),
          root.required("server").stringValue(),
          Instant.parse(root.required("exported_at").stringValue()),
          parts);
    } catch (JacksonException | DateTimeException e) {
      throw new ArchiveException("The archive's manifest can't be read.", e);
    }
  }
}
