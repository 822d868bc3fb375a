package dev.saldo.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The demo's calls are the same for a seed, and look like the traffic they stand for.
class TrafficLaws {
  private static final int CALLS = 20_000;

  private final Script script = Script.standard();

  @Test
  void aSeedAsksForTheSameCalls() {
    assertThat(calls(7, 200)).isEqualTo(calls(7, 200)).isNotEqualTo(calls(8, 200));
  }

  @Test
  void sizesHaveThePublishedMedians() {
    var conversations =
        calls(1, CALLS).stream()
            .filter(call -> call.deed().sizes() == Script.Sizes.CONVERSATION)
            .toList();

    assertThat(median(conversations.stream().map(call -> number(call.known(), "input_tokens"))))
        .isBetween(950L, 1_100L);
    assertThat(median(conversations.stream().map(call -> number(call.settled(), "output_tokens"))))
        .isBetween(120L, 140L);
  }

  @Test
  void callsComeInBurstsAtTheRateAskedFor() {
    var pauses =
        calls(1, CALLS).stream().mapToDouble(call -> call.after().toNanos() / 1e6).toArray();
    var mean = java.util.Arrays.stream(pauses).average().orElseThrow();
    var variance =
        java.util.Arrays.stream(pauses).map(p -> (p - mean) * (p - mean)).average().orElseThrow();

    assertThat(mean).isBetween(23.5, 26.5);
    assertThat(Math.sqrt(variance) / mean).isBetween(1.3, 1.5);
  }

  private List<Traffic.Call> calls(long seed, int many) {
    var traffic = new Traffic(script, seed, 40);
    var calls = new ArrayList<Traffic.Call>();
    for (var i = 0; i < many; i++) {
      calls.add(traffic.next());
    }
    return calls;
  }

  private static long number(java.util.Map<String, Object> data, String name) {
    return data.get(name) instanceof Long tokens ? tokens : -1;
  }

  private static long median(java.util.stream.Stream<Long> all) {
    var sorted = all.sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
