package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command;
import dev.saldo.core.ledger.ChainHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The queue of the lanes against a plain list of what waits and a set of who is being served.
final class LaneQueueLaws {
  private static final int STEPS = 4_000;
  private static final int MAX = 300;

  private final List<Pending> waiting = new ArrayList<>();
  private final List<List<Pending>> atWork = new ArrayList<>();
  private final Map<UUID, Integer> served = new HashMap<>();
  private int made;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLostOrOvertakenAndNobodyIsServedTwiceAtOnce(long seed) throws Exception {
    var random = new Random(seed);
    var queue = new LaneQueue(MAX, 1);
    for (var step = 0; step < STEPS; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> offer(queue, random);
        case 2 -> take(queue, random);
        default -> finish(queue, random);
      }
    }
    queue.close();
    while (!atWork.isEmpty() || !waiting.isEmpty()) {
      take(queue, random);
      finish(queue, random);
    }
    assertThat(queue.take(10, 10)).isEmpty();
    assertThat(queue.offer(pending(random))).isFalse();
    assertThat(served.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(500);
  }

  private void offer(LaneQueue queue, Random random) {
    var burst = 1 + random.nextInt(12);
    for (var i = 0; i < burst; i++) {
      var pending = pending(random);
      assertThat(queue.offer(pending)).isEqualTo(waiting.size() < MAX);
      if (waiting.size() < MAX) {
        waiting.add(pending);
      }
    }
  }

  private void take(LaneQueue queue, Random random) throws InterruptedException {
    var busy = new HashSet<UUID>();
    atWork.forEach(batch -> batch.forEach(pending -> busy.add(pending.customer)));
    if (waiting.stream().allMatch(pending -> busy.contains(pending.customer))) {
      return;
    }
    var most = 1 + random.nextInt(40);
    var customersMost = 1 + random.nextInt(5);
    var batch = queue.take(most, customersMost);
    assertThat(batch).isNotEmpty().hasSizeLessThanOrEqualTo(most);
    var customers = new HashSet<UUID>();
    var turned = new HashSet<UUID>();
    for (var pending : batch) {
      assertThat(busy).doesNotContain(pending.customer);
      assertThat(turned).doesNotContain(pending.customer);
      assertThat(pending.workspace).isEqualTo(batch.getFirst().workspace);
      var first = waiting.stream().filter(one -> one.customer.equals(pending.customer)).findFirst();
      assertThat(first).contains(pending);
      waiting.remove(pending);
      customers.add(pending.customer);
      if (pending.turns()) {
        turned.add(pending.customer);
      }
    }
    assertThat(customers).hasSizeLessThanOrEqualTo(customersMost);
    atWork.add(batch);
  }

  /// Ends a batch; sometimes its last commands are put back.
  private void finish(LaneQueue queue, Random random) {
    if (atWork.isEmpty()) {
      return;
    }
    var batch = atWork.remove(random.nextInt(atWork.size()));
    var kept = random.nextInt(4) == 0 ? random.nextInt(batch.size() + 1) : batch.size();
    var back = batch.subList(kept, batch.size());
    queue.putBack(back);
    waiting.addAll(0, back);
    batch.subList(0, kept).forEach(pending -> served.merge(pending.customer, 1, Integer::sum));
    queue.done(batch);
  }

  private Pending pending(Random random) {
    var customer = random.nextInt(9);
    var key = new Command.Key("", "k" + made++, ChainHash.NONE);
    Command command =
        random.nextInt(10) == 0
            ? new Command.AdvanceClock(key, Instant.EPOCH)
            : new Command.PostDue(key);
    return new Pending(customer % 3, new UUID(0, customer), command, 0);
  }
}
