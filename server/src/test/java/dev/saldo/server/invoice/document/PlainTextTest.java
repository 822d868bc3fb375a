package dev.saldo.server.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a text from outside becomes before it stands anywhere.
class PlainTextTest {
  @Test
  void whatXmlCantHoldIsReplaced() {
    assertThat(PlainText.of("a\u0000b\tc\nd")).isEqualTo("a b c d");
    assertThat(PlainText.of("a\uD800b\uFFFEc")).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(PlainText.of("rocket \uD83D\uDE80")).isEqualTo("rocket \uD83D\uDE80");
  }

  @Test
  void invisibleMarksGoAway() {
    assertThat(PlainText.of("1\u202E00\u202C \u2066x\u2069\uFEFF\u200B")).isEqualTo("100 x");
  }

  @Test
  void accentsStandOnTheirLetters() {
    assertThat(PlainText.of("Jose\u0301, Sa\u0303o")).isEqualTo("José, São");
  }

  @Test
  void whatIsEmptyIsNotThere() {
    assertThat(PlainText.of(Optional.of(" \u200B\n"))).isEmpty();
    assertThat(PlainText.of(Optional.of(" x "))).contains("x");
  }
}
