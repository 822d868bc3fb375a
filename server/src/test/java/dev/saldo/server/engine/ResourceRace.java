package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.catalog.CatalogReference;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// However many claim at once, on however many nodes: never more than the plan's count, and its
/// tally says how many rows there are.
final class ResourceRace {
  private static final int CALLERS = 64;

  /// The count of the plan `counted`.
  private static final int COUNT = 7;

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
  void exactlyAsManyClaimsSucceedAsThePlanIncludes() throws Exception {
    var engines = List.of(world.engine(), world.engine());
    var customer = world.customer(engines.getFirst(), "counted", "1");
    var commands = new ArrayList<Command>();
    for (var i = 0; i < CALLERS; i++) {
      commands.add(claim("agent " + i));
    }
    var replies = ask(engines, customer, commands);
    assertThat(replies.stream().filter(Reply.Accepted.class::isInstance)).hasSize(COUNT);
    assertThat(replies.stream().filter(ResourceRace::isFull)).hasSize(CALLERS - COUNT);
    assertThat(claimed(customer)).isEqualTo(Integer.toString(COUNT));
    assertThat(tallied(customer)).isEqualTo(Integer.toString(COUNT));
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void oneReferenceIsClaimedOnceByAllWhoAskForIt() throws Exception {
    var engines = List.of(world.engine(), world.engine());
    var customer = world.customer(engines.getFirst(), "counted", "1");
    var commands = new ArrayList<Command>();
    for (var i = 0; i < CALLERS; i++) {
      commands.add(claim("the one"));
    }
    var replies = ask(engines, customer, commands);
    assertThat(replies).allMatch(Reply.Accepted.class::isInstance);
    assertThat(claimed(customer)).isEqualTo("1");
    assertThat(tallied(customer)).isEqualTo("1");
  }

  @Test
  void claimsReturnsAndDowngradesLeaveTheCountRight() throws Exception {
    var engines = List.of(world.engine(), world.engine());
    var customer = world.customer(engines.getFirst(), "counted", "1");
    for (var round = 0; round < 4; round++) {
      var commands = new ArrayList<Command>();
      for (var i = 0; i < CALLERS; i++) {
        var reference = "agent " + i % 11;
        commands.add(
            switch (i % 8) {
              case 7 -> change(i % 16 == 7 ? "fewer" : "counted");
              case 3, 5 -> new Command.ReturnResources(world.key(), "agents", List.of(reference));
              default -> claim(reference);
            });
      }
      ask(engines, customer, commands);
      assertThat(claimed(customer)).isEqualTo(tallied(customer));
      var most = world.ask("SELECT plan FROM account WHERE id = '" + customer + "'");
      assertThat(Integer.parseInt(claimed(customer)))
          .isLessThanOrEqualTo(most.equals("fewer") ? 3 : COUNT);
    }
    assertThat(world.breach()).isEmpty();
  }

  private Command claim(String reference) {
    return new Command.ClaimResources(world.key(), "agents", List.of(reference));
  }

  private Command change(String plan) {
    return new Command.ChangePlan(world.key(), new CatalogReference("shop", 1), plan);
  }

  private static boolean isFull(Reply reply) {
    return reply instanceof Reply.Refused(Refusal.ResourceLimitReached(_, var limit, var used, _))
        && limit == COUNT
        && used == COUNT;
  }

  private String claimed(UUID customer) throws Exception {
    return world.ask(
        "SELECT count(*) FROM resource WHERE returned_at IS NULL AND customer_id = '"
            + customer
            + "'");
  }

  private String tallied(UUID customer) throws Exception {
    return world.ask(
        "SELECT trim_scale(consumed) FROM tally WHERE subject = 'resource:agents' AND customer_id = '"
            + customer
            + "'");
  }

  private List<Reply> ask(List<Engine> engines, UUID customer, List<Command> commands)
      throws Exception {
    var calls = new ArrayList<Callable<Reply>>();
    for (var i = 0; i < commands.size(); i++) {
      var engine = engines.get(i % engines.size());
      var command = commands.get(i);
      calls.add(() -> engine.ask(world.workspace, customer, command, EngineWorld.DEADLINE));
    }
    var replies = new ArrayList<Reply>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : callers.invokeAll(calls)) {
        replies.add(reply.get());
      }
    }
    return replies;
  }
}
