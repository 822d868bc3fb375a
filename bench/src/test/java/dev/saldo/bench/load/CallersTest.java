package dev.saldo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallersTest {
  @Test
  void whatTookEffectIsCountedAndEachCallIsTimed() throws Exception {
    var calls = new AtomicLong();
    Caller three =
        _ -> {
          calls.incrementAndGet();
          return 3;
        };
    var slice = Callers.many(List.of(three, three), 1).closedLoop(Duration.ofMillis(20));
    assertThat(slice.done()).isEqualTo(3 * calls.get());
    assertThat(slice.latencies().getTotalCount()).isEqualTo(calls.get());
  }

  @Test
  void anOpenLoopMakesTheCallsThatAreDueAndNoMore() throws Exception {
    Caller one = _ -> 1;
    var slice = Callers.few(List.of(one, one, one), 1).openLoop(1_000, Duration.ofMillis(50));
    assertThat(slice.done()).isEqualTo(50);
  }

  @Test
  void randomNumbersNeverComeTwice() throws Exception {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    var calls = new AtomicLong();
    Caller draw =
        random -> {
          calls.incrementAndGet();
          seen.add(random.nextLong());
          return 1;
        };
    var callers = Callers.many(List.of(draw, draw), 7);
    callers.openLoop(10_000, Duration.ofMillis(20));
    callers.openLoop(10_000, Duration.ofMillis(20));
    assertThat(seen).hasSize((int) calls.get());
  }

  @Test
  void aCallThatFailsFailsTheSlice() {
    Caller broken =
        _ -> {
          throw new IOException("refused");
        };
    assertThatThrownBy(() -> Callers.many(List.of(broken), 1).closedLoop(Duration.ofMillis(5)))
        .hasMessageContaining("refused");
  }
}
