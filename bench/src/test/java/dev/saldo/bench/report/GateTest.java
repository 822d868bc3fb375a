package dev.saldo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.bench.report.Gate.Bound.AtLeast;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import dev.saldo.bench.report.Gate.Bound.MoreThan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
  @Test
  void aBoundIsHeldOnItsOwnSide() {
    assertThat(Gate.ratio("", 1, 10, new AtLeast(10)).holds()).isTrue();
    assertThat(Gate.ratio("", 1, 9.99, new AtLeast(10)).holds()).isFalse();
    assertThat(Gate.ratio("", 1, 1, new MoreThan(1)).holds()).isFalse();
    assertThat(Gate.ratio("", 1, 1.01, new MoreThan(1)).holds()).isTrue();
    assertThat(Gate.absolute(15, new AtMost(15), "ms").holds()).isTrue();
    assertThat(Gate.absolute(15.1, new AtMost(15), "ms").holds()).isFalse();
  }

  @Test
  void oneGateThatFailsFailsTheReport() {
    var good = Gate.absolute(1, new AtMost(2), "s");
    var bad = Gate.absolute(3, new AtMost(2), "s");
    assertThat(report(good).holds()).isTrue();
    assertThat(report(good, bad).holds()).isFalse();
  }

  @Test
  void figuresAreReadable() {
    var gate = Gate.ratio("", 1, 17.891, new AtLeast(10)).aiming(25);
    assertThat(gate.measuredText()).isEqualTo("17.89 ×");
    assertThat(gate.boundText()).isEqualTo("≥ 10 ×");
    assertThat(gate.aimText()).isEqualTo("25 ×");
    assertThat(Gate.absolute(3_456_789, new AtLeast(3_000_000), "/s").measuredText())
        .isEqualTo("3,456,789 /s");
  }

  private static Report report(Gate... gates) {
    var figure = new Figure("b", "w", 1, "s", Optional.empty(), List.of(gates));
    return new Report(List.of(), List.of(), List.of(figure));
  }
}
