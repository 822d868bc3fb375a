package dev.saldo.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A purse is topped up before a row could run its wallet short, and not before.
class PurseTest {
  private final List<Integer> asked = new ArrayList<>();
  private final Purse purse =
      new Purse(number -> {
        asked.add(number);
        return BigDecimal.valueOf(10);
      });

  @Test
  void topUpsAreNumberedAndComeWhenNeeded() {
    purse.take(BigDecimal.valueOf(6));
    purse.take(BigDecimal.valueOf(4));
    assertThat(asked).containsExactly(1);

    purse.take(BigDecimal.ONE);
    assertThat(asked).containsExactly(1, 2);
  }

  @Test
  void whatARowDidNotUseServesTheNext() {
    purse.take(BigDecimal.valueOf(10));
    purse.giveBack(BigDecimal.valueOf(9));
    purse.take(BigDecimal.valueOf(9));

    assertThat(purse.topUps()).isEqualTo(1);
  }

  @Test
  void aLargeRowTakesSeveral() {
    purse.take(BigDecimal.valueOf(25));

    assertThat(asked).containsExactly(1, 2, 3);
  }
}
