package dev.saldo.server.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The reader of traces: CSV with the columns `TIMESTAMP`, `ContextTokens` and `GeneratedTokens`,
/// in any order, among others that are passed over.
///
/// Times are `2023-11-16 18:17:03.9799600`, with a blank or a `T` and up to nine decimals, and may
/// end in `Z` or an offset of zero. Lines end in LF or CR LF; cells may be quoted (RFC 4180 section
/// 2); empty lines are passed over. A file may have 256 MB.
public final class TraceReader {
  private static final long BYTES_MAX = 256L << 20;
  private static final long TOKENS_MAX = 1L << 40;
  private static final List<String> COLUMNS =
      List.of("TIMESTAMP", "ContextTokens", "GeneratedTokens");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withChronology(IsoChronology.INSTANCE)
          .withResolverStyle(ResolverStyle.STRICT);

  private TraceReader() {}

  /// Reads a trace.
  ///
  /// @throws TraceFault at the first place that can't be read
  public static Trace read(Path file) throws IOException, TraceFault {
    if (Files.size(file) > BYTES_MAX) {
      throw new TraceFault(1, 1, "the file has more than 256 MB");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in.readAllBytes());
    }
  }

  static Trace read(byte[] bytes) throws TraceFault {
    var lines = text(bytes).split("\n", -1);
    var header = cells(lines[0], 1);
    var at = new int[COLUMNS.size()];
    for (var i = 0; i < at.length; i++) {
      at[i] = column(header, COLUMNS.get(i));
    }
    var rows = new ArrayList<Trace.Row>();
    for (var i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        rows.add(row(cells(lines[i], i + 1), at, i + 1, rows.size() + 1, header.size()));
      }
    }
    if (rows.isEmpty()) {
      throw new TraceFault(2, 1, "there are no rows below the header");
    }
    return new Trace(digest(bytes), rows);
  }

  private static String text(byte[] bytes) throws TraceFault {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new TraceFault(1, 1, "the file isn't UTF-8 text");
    }
  }

  /// One cell with the column it begins at.
  private record Cell(String text, int column) {}

  private static List<Cell> cells(String line, int number) throws TraceFault {
    var cells = new ArrayList<Cell>();
    var end = line.endsWith("\r") ? line.length() - 1 : line.length();
    for (var at = 0; at <= end; ) {
      var begin = at;
      String text;
      if (at < end && line.charAt(at) == '"') {
        var close = line.indexOf('"', at + 1);
        if (close < 0 || close >= end || close + 1 < end && line.charAt(close + 1) != ',') {
          throw new TraceFault(number, begin + 1, "the quoted cell doesn't end");
        }
        text = line.substring(at + 1, close);
        at = close + 1;
      } else {
        var comma = line.indexOf(',', at);
        at = comma < 0 || comma > end ? end : comma;
        text = line.substring(begin, at);
      }
      cells.add(new Cell(text.strip(), begin + 1));
      at++;
    }
    return cells;
  }

  private static int column(List<Cell> header, String name) throws TraceFault {
    for (var i = 0; i < header.size(); i++) {
      if (header.get(i).text().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new TraceFault(
        1,
        1,
        "the header has no column %s; it needs %s".formatted(name, String.join(",", COLUMNS)));
  }

  private static Trace.Row row(List<Cell> cells, int[] at, int line, int number, int width)
      throws TraceFault {
    if (cells.size() != width) {
      throw new TraceFault(
          line, 1, "%d cells stand under a header of %d".formatted(cells.size(), width));
    }
    return new Trace.Row(
        number,
        time(cells.get(at[0]), line),
        tokens(cells.get(at[1]), line),
        tokens(cells.get(at[2]), line));
  }

  private static LocalDateTime time(Cell cell, int line) throws TraceFault {
    try {
      return LocalDateTime.parse(cell.text().replace(' ', 'T'), TIME);
    } catch (DateTimeParseException _) {
      throw new TraceFault(
          line,
          cell.column(),
          "'%s' isn't a time such as 2023-11-16 18:17:03.97".formatted(shown(cell)));
    }
  }

  private static long tokens(Cell cell, int line) throws TraceFault {
    var text = cell.text();
    if (text.isEmpty()
        || text.length() > 13
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')
        || Long.parseLong(text) > TOKENS_MAX) {
      throw new TraceFault(
          line, cell.column(), "'%s' isn't a number of tokens".formatted(shown(cell)));
    }
    return Long.parseLong(text);
  }

  private static String shown(Cell cell) {
    return cell.text().length() <= 40 ? cell.text() : cell.text().substring(0, 40) + "…";
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
