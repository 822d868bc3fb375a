package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// However many ask at once, on however many nodes: what there is is given out exactly, and each
/// key takes effect once.
final class ExactlyOnceRace {
  private static final int CALLERS = 1_000;
  private EngineWorld world;

  @BeforeEach
  void open() {
    world = new EngineWorld();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void exactlyAsManyChargesSucceedAsTheCreditsCover() throws Exception {
    var engine = world.engine();
    var customer = world.customer(engine, "open", "5000");
    var replies = ask(List.of(engine), customer);
    assertThat(accepted(replies)).isEqualTo(250);
    assertThat(refused(replies, Refusal.InsufficientCredits.class)).isEqualTo(750);
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void twoNodesOnOneDatabaseGiveOutNoMoreThanOne() throws Exception {
    var one = world.engine();
    var other = world.engine();
    var customer = world.customer(one, "open", "5000");
    var replies = ask(List.of(one, other), customer);
    assertThat(accepted(replies)).isEqualTo(250);
    assertThat(refused(replies, Refusal.InsufficientCredits.class)).isEqualTo(750);
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void quotasAndRatesAreExactAcrossNodes() throws Exception {
    var one = world.engine();
    var other = world.engine();
    var customer = world.customer(one, "limited", "1000000");
    var replies = ask(List.of(one, other), customer);
    assertThat(accepted(replies)).isEqualTo(70);
    assertThat(refused(replies, Refusal.RateLimited.class)).isEqualTo(CALLERS - 70);
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aKeyTakesEffectOnceWhoeverSendsItAgain() throws Exception {
    var one = world.engine();
    var other = world.engine();
    var customer = world.customer(one, "open", "5000");
    var calls = new ArrayList<Callable<Reply>>();
    for (var i = 0; i < CALLERS; i++) {
      var engine = i % 2 == 0 ? one : other;
      var command = EngineWorld.charge(EngineWorld.key("order " + i % 10, i % 10));
      calls.add(() -> engine.ask(world.workspace, customer, command, EngineWorld.DEADLINE));
    }
    var ids = new HashSet<UUID>();
    var bodies = new HashSet<String>();
    var fresh = 0;
    for (var reply : all(calls)) {
      assertThat(reply).isInstanceOf(Reply.Accepted.class);
      if (reply instanceof Reply.Accepted(var id, var body, var replayed)) {
        ids.add(id);
        bodies.add(body);
        fresh += replayed ? 0 : 1;
      }
    }
    assertThat(ids).hasSize(10);
    assertThat(bodies).hasSize(10);
    assertThat(fresh).isEqualTo(10);
    assertThat(world.ask("SELECT trim_scale(remaining) FROM credit_grant")).isEqualTo("4800");
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aKeyUsedForSomethingElseIsRefusedEvenInOneBatch() throws Exception {
    var engine = world.engine();
    var customer = world.customer(engine, "open", "5000");
    var calls = new ArrayList<Callable<Reply>>();
    for (var i = 0; i < CALLERS; i++) {
      var command = EngineWorld.charge(EngineWorld.key("order", i));
      calls.add(() -> engine.ask(world.workspace, customer, command, EngineWorld.DEADLINE));
    }
    var replies = all(calls);
    assertThat(accepted(replies)).isEqualTo(1);
    assertThat(refused(replies, Refusal.KeyReused.class)).isEqualTo(CALLERS - 1);
  }

  private List<Reply> ask(List<Engine> engines, UUID customer) throws Exception {
    var calls = new ArrayList<Callable<Reply>>();
    for (var i = 0; i < CALLERS; i++) {
      var engine = engines.get(i % engines.size());
      var command = world.charge();
      calls.add(() -> engine.ask(world.workspace, customer, command, EngineWorld.DEADLINE));
    }
    return all(calls);
  }

  private static List<Reply> all(List<Callable<Reply>> calls) throws Exception {
    var replies = new ArrayList<Reply>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> reply : callers.invokeAll(calls)) {
        replies.add(reply.get());
      }
    }
    return replies;
  }

  private static long accepted(List<Reply> replies) {
    return replies.stream().filter(Reply.Accepted.class::isInstance).count();
  }

  private static long refused(List<Reply> replies, Class<? extends Refusal> why) {
    return replies.stream()
        .filter(reply -> reply instanceof Reply.Refused(var refusal) && why.isInstance(refusal))
        .count();
  }
}
