package dev.saldo.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Traces are read to the last cell, or refused with the place.
class TraceReaderTest {
  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

  @Test
  void rowsAreNumberedAndTimed() throws TraceFault {
    var trace =
        read(HEADER + "2023-11-16 18:17:03.9799600,4808,10\r\n\n2023-11-16T18:17:04Z,\"3180\",8");

    assertThat(trace.rows())
        .containsExactly(
            new Trace.Row(1, LocalDateTime.parse("2023-11-16T18:17:03.979960"), 4808, 10),
            new Trace.Row(2, LocalDateTime.parse("2023-11-16T18:17:04"), 3180, 8));
    assertThat(trace.span()).hasMillis(20);
    assertThat(trace.digest()).hasSize(64);
  }

  @Test
  void columnsStandInAnyOrderAmongOthers() throws TraceFault {
    var trace = read("GeneratedTokens,Model,TIMESTAMP,ContextTokens\n8,x,2023-11-16 18:17:04,9\n");

    assertThat(trace.rows().getFirst().input()).isEqualTo(9);
    assertThat(trace.rows().getFirst().output()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2023-11-16 18:17:04,9,-1       | line 2, column 23: '-1' isn't a number of tokens",
        "2023-11-16 18:17:04,9.5,1      | line 2, column 21: '9.5' isn't a number of tokens",
        "2023-11-16 18:17:04,,1         | line 2, column 21: '' isn't a number of tokens",
        "2023-11-16 18:17:04,9,99999999999999 | isn't a number of tokens",
        "2023-11-31 18:17:04,9,1        | line 2, column 1: '2023-11-31 18:17:04' isn't a time",
        "2023-11-16 18:17:04,9          | line 2, column 1: 2 cells stand under a header of 3",
        "2023-11-16 18:17:04,\"9,1      | line 2, column 21: the quoted cell doesn't end"
      })
  void faultsHaveTheirPlace(String row, String words) {
    assertThatThrownBy(() -> read(HEADER + row + "\n"))
        .isInstanceOf(TraceFault.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMESTAMP,ContextTokens       | the header has no column GeneratedTokens",
        "TIMESTAMP,ContextTokens,GeneratedTokens | there are no rows below the header",
        "''                            | the header has no column TIMESTAMP"
      })
  void aFileWithoutRowsIsNoTrace(String text, String words) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(TraceFault.class).hasMessageContaining(words);
  }

  private static Trace read(String text) throws TraceFault {
    return TraceReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
