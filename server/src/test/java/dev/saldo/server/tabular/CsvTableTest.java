package dev.saldo.server.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.saldo.store.tabular.Cell;
import dev.saldo.store.tabular.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a table is in CSV and in JSON lines.
class CsvTableTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", Column.Type.TEXT),
          new Column("count", Column.Type.INTEGER),
          new Column("net", Column.Type.DECIMAL),
          new Column("at", Column.Type.TIME),
          new Column("day", Column.Type.DAY));

  private static List<Cell> row(String name) {
    return List.of(
        new Cell.Text(name),
        new Cell.Whole(-7),
        new Cell.Number(new BigDecimal("-0.50")),
        new Cell.Time(Instant.parse("2039-01-01T00:00:00.000001Z")),
        new Cell.Day(LocalDate.of(2039, 1, 31)));
  }

  private static String csv(String... names) {
    var out = new ByteArrayOutputStream();
    try {
      CsvTable.write(
          COLUMNS,
          sink -> {
            for (var name : names) {
              sink.row(row(name));
            }
          },
          out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFormulaIsATextAndANumberBelowZeroIsANumber() {
    var names =
        List.of(
            "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", "'=1");
    var read = CsvReader.builder().ofCsvRecord(csv(names.toArray(String[]::new))).stream().toList();
    for (var i = 0; i < names.size(); i++) {
      var cell = read.get(i + 1).getField(0);
      assertThat(cell).isEqualTo(i == 8 ? "'=1" : "'" + names.get(i));
      assertThat(read.get(i + 1).getField(1)).isEqualTo("-7");
      assertThat(read.get(i + 1).getField(2)).isEqualTo("-0.5");
    }
  }

  @Test
  void whatHasSeparatorsQuotesAndLinesComesBackAsItWas() {
    var names = List.of("a,b", "say \"no\"", "two\r\nlines", "Ωmega 漢字 अक्षर", "");
    var read = CsvReader.builder().ofCsvRecord(csv(names.toArray(String[]::new))).stream().toList();
    assertThat(read.stream().skip(1).map(one -> one.getField(0)).toList()).isEqualTo(names);
    assertThat(read.getFirst().getFields()).containsExactly("name", "count", "net", "at", "day");
    assertThat(csv("x"))
        .isEqualTo("name,count,net,at,day\r\nx,-7,-0.5,2039-01-01T00:00:00.000001Z,2039-01-31\r\n");
  }

  @Test
  void nothingIsNothingAndAnEmptyTextIsQuoted() throws IOException {
    var out = new ByteArrayOutputStream();
    var columns = List.of(COLUMNS.getFirst(), COLUMNS.getFirst());
    CsvTable.write(
        columns, sink -> sink.row(List.of(Cell.text(Optional.empty()), new Cell.Text(""))), out);
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\r\n,\"\"\r\n");
  }

  @Test
  void aLineOfJsonHasDecimalsAsTextsAndNothingAsNull() throws IOException {
    var out = new ByteArrayOutputStream();
    JsonLines.write(COLUMNS, row("=1"), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"name\":\"=1\",\"count\":-7,\"net\":\"-0.5\",\"at\":\"2039-01-01T00:00:00.000001Z\","
                + "\"day\":\"2039-01-31\"}\n");
    out.reset();
    JsonLines.write(List.of(COLUMNS.getFirst()), List.of(Cell.NONE), out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"name\":null}\n");
  }

  /// Rows leave while more are still to come: what nobody could hold is written all the same, and a
  /// reader that goes away ends it.
  @Test
  void aMillionRowsAreNeverHeld() {
    var limit = 1_000_000L;
    var written = new long[1];
    var gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[1], 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            written[0] += length;
            if (written[0] > limit) {
              throw new IOException("gone");
            }
          }
        };
    var given = new long[1];
    assertThatThrownBy(() ->
            CsvTable.write(
                COLUMNS,
                sink -> {
                  for (var i = 0; i < 1_000_000; i++) {
                    sink.row(row("n"));
                    given[0]++;
                  }
                },
                gone))
        .isInstanceOf(IOException.class);
    assertThat(given[0]).isLessThan(100_000);
  }
}
