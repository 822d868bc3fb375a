package dev.saldo.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scenario files are understood or refused with the line.
class ScenarioReaderTest {
  private static final String HEAD = "scenario: One\ncatalogs: [shop]\ncases:\n  First:\n";

  @Test
  void aStepHasItsVerbItsFieldsAndItsExpectations() {
    var scenario =
        ScenarioReader.read(
            "one",
            HEAD
                + "    - charge: chat\n      customer: ann\n      data: {tokens: 5, batch: true}\n"
                + "      expect: {credits: \"0.10\", member: null}\n      proves: {one.chat: credits}\n");

    var step = scenario.cases().getFirst().steps().getFirst();
    assertThat(step.verb()).isEqualTo(Verb.CHARGE);
    assertThat(step.line()).isEqualTo(5);
    assertThat(step.fields()).containsKeys("customer", "data").doesNotContainKey("expect");
    assertThat(step.expect()).containsEntry("credits", "0.10").containsEntry("member", "");
    assertThat(scenario.proofs()).containsExactly(new Scenario.Proof("one.chat", "0.10", 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "    - buy: chat                                     | line 5: 'buy' isn't a verb",
        "    - {charge: chat, data: {a: 1.5}}                | line 5: the number 1.5 must be quoted",
        "    - {charge: chat, proves: {one.chat: credits}}   | which isn't expected",
        "    - just words                                    | line 5: here must be a mapping",
        "    - {invoice: ann, wich: latest}                  | line 5: 'wich' means nothing to 'invoice', which knows: which",
        "    - {invoices: ann, customer: ann}                | line 5: 'customer' means nothing to 'invoices', which knows: none",
        "    - {record: chat, customer: ann, every: P1D}     | means nothing to 'record', which knows: at, between",
        "    - {record: chat, customer: ann, times: 0}       | line 5: '0' isn't a count from 1"
      })
  void whatIsNotUnderstoodIsRefused(String step, String words) {
    assertThatThrownBy(() -> ScenarioReader.read("one", HEAD + "    " + step + "\n"))
        .isInstanceOf(ScenarioFault.class)
        .hasMessageContaining(words);
  }

  @Test
  void decimalsAreComparedByValueAndTextsByCharacter() {
    assertThat(Values.same("0.10", "0.1")).isTrue();
    assertThat(Values.same("0.1", "0.100000000001")).isFalse();
    assertThat(Values.same("a", "A")).isFalse();
  }
}
