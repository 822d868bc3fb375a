package dev.saldo.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void wordsStandLeftAndFiguresRight() {
    var table =
        Table.of(Table.words("customer"), Table.figures("available"), Table.words("unit"))
            .row("acme", "40", "credits")
            .row("a longer name", "1200.5", "");

    assertThat(table.lines())
        .containsExactly(
            "customer       available  unit",
            "acme                  40  credits",
            "a longer name     1200.5");
  }

  @Test
  void marksOnLettersTakeNoPlace() {
    var table = Table.of(Table.words("a"), Table.words("b")).row("e\u0301", "x").row("ee", "y");

    assertThat(table.lines()).containsExactly("a   b", "e\u0301   x", "ee  y");
  }

  @Test
  void whatOthersWroteCantDriveTheTerminal() {
    var table = Table.of(Table.words("")).row("a\u001B[2Jb\u202Ec\r\nd");

    assertThat(table.lines()).containsExactly("a\uFFFD[2Jb\uFFFDc\uFFFD d");
  }

  @Test
  void aRowHasACellForEachColumn() {
    var table = Table.of(Table.words("a"));

    assertThatThrownBy(() -> table.row("x", "y")).isInstanceOf(IllegalArgumentException.class);
  }
}
