package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.core.account.Command;
import dev.saldo.server.engine.Reply.Outcome;
import dev.saldo.server.engine.Reply.Reason;
import dev.saldo.server.receipt.AnswerJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Commands that go together take effect as one, whatever happens to one of them or to the
/// connection.
final class AtomicBatchesTest {
  private EngineWorld world;
  private Engine engine;

  @BeforeEach
  void open() {
    world = new EngineWorld();
    engine = world.engine();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRefusalInTheMiddleUndoesWhatCameBeforeAndAfterIt() throws Exception {
    var rich = world.customer(engine, "open", "1000");
    var poor = world.customer(engine, "open", "10");
    var commands = List.of(asked(rich), asked(poor), asked(rich), asked(new UUID(1, 2)));
    var undone = (JointReply.Undone) get(engine.submitTogether(world.workspace, commands));
    assertThat(undone.causes()).containsOnlyKeys(1, 3);
    assertThat(undone.causes().get(1)).isInstanceOf(Reply.Refused.class);
    assertThat(undone.causes().get(3)).isEqualTo(new Reply.NoSuchCustomer());
    assertThat(charges()).isEqualTo("0");
    var good = List.of(commands.get(0), commands.get(2));
    var durable = (JointReply.Durable) get(engine.submitTogether(world.workspace, good));
    assertThat(durable.replies()).noneMatch(Reply.Accepted::replayed);
    assertThat(charges()).isEqualTo("2");
    var again = (JointReply.Durable) get(engine.submitTogether(world.workspace, good));
    assertThat(again.replies()).allMatch(Reply.Accepted::replayed);
    assertThat(charges()).isEqualTo("2");
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aCommandThatCannotBeWrittenUndoesTheOthersAndHarmsNoLaterBatch() throws Exception {
    var customer = world.customer(engine, "open", "1000");
    // PostgreSQL stores no NUL in a text.
    var bad = new Engine.Asked(customer, EngineWorld.charge(EngineWorld.key("\0", 1)));
    var failed = engine.submitTogether(world.workspace, List.of(asked(customer), bad));
    assertThatThrownBy(() -> get(failed)).hasCauseInstanceOf(CommandFailedException.class);
    assertThat(charges()).isEqualTo("0");
    durable(List.of(asked(customer)));
    assertThat(charges()).isEqualTo("1");
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void anyFailureLeavesNothingForTheNextBatchToCommit() throws Exception {
    var failing =
        world.engine(
            EngineSettings.standard(),
            InstantSource.system(),
            line -> {
              if (line.key().name().equals("broken")) {
                throw new NoClassDefFoundError("planted");
              }
              return AnswerJson.of(line);
            });
    var first = world.customer(failing, "open", "100000");
    var second = world.customer(failing, "open", "1000");
    var commands = new ArrayList<Engine.Asked>();
    for (var i = 0; i < 200; i++) {
      commands.add(asked(first));
    }
    commands.add(new Engine.Asked(second, EngineWorld.charge(EngineWorld.key("broken", 1))));
    var failed = failing.submitTogether(world.workspace, commands);
    assertThatThrownBy(() -> get(failed)).hasCauseInstanceOf(CommandFailedException.class);
    var next = failing.submitTogether(world.workspace, List.of(asked(first)));
    assertThat(get(next)).isInstanceOf(JointReply.Durable.class);
    assertThat(charges()).isEqualTo("1");
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aBatchWaitsForAnAccountThatIsLockedElsewhere() throws Exception {
    var locked = world.customer(engine, "open", "1000");
    var free = world.customer(engine, "open", "1000");
    CompletableFuture<JointReply> waiting;
    try (var other = world.owner()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("SELECT id FROM account WHERE id = '" + locked + "' FOR NO KEY UPDATE");
      }
      waiting = engine.submitTogether(world.workspace, List.of(asked(free), asked(locked)));
      assertThat(charges()).isEqualTo("0");
      assertThat(waiting).isNotDone();
      other.commit();
    }
    assertThat(get(waiting)).isInstanceOf(JointReply.Durable.class);
    assertThat(charges()).isEqualTo("2");
  }

  @Test
  void nodesThatWantTheSameAccountsInOtherOrdersBothGetThrough() throws Exception {
    var second = world.engine();
    var customers = new ArrayList<UUID>();
    for (var i = 0; i < 10; i++) {
      customers.add(world.customer(engine, "open", "100000"));
    }
    var replies = new ArrayList<CompletableFuture<JointReply>>();
    var alone = new ArrayList<CompletableFuture<Reply>>();
    for (var round = 0; round < 20; round++) {
      var forth = customers.stream().map(this::asked).toList();
      replies.add(engine.submitTogether(world.workspace, forth));
      var back = customers.reversed().stream().map(this::asked).toList();
      replies.add(second.submitTogether(world.workspace, back));
      for (var customer : customers) {
        alone.add(engine.submit(world.workspace, customer, world.charge()));
      }
    }
    for (var reply : replies) {
      assertThat(get(reply)).isInstanceOf(JointReply.Durable.class);
    }
    for (var reply : alone) {
      assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
    }
    assertThat(charges()).isEqualTo(Integer.toString(10 * 20 * 3));
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aConnectionThatBreaksLeavesNoPartOfABatch() throws Exception {
    var customer = world.customer(engine, "open", "1000000");
    var replies = new ArrayList<CompletableFuture<JointReply>>();
    for (var round = 0; round < 10; round++) {
      var commands = new ArrayList<Engine.Asked>();
      for (var i = 0; i < 40; i++) {
        commands.add(new Engine.Asked(customer, EngineWorld.charge(name(round, i))));
      }
      replies.add(engine.submitTogether(world.workspace, commands));
      killConnections();
    }
    for (var round = 0; round < replies.size(); round++) {
      var reply = get(replies.get(round));
      var stored = world.ask("SELECT count(*) FROM command WHERE key LIKE 'round " + round + " %'");
      if (reply instanceof JointReply.Durable) {
        assertThat(stored).isEqualTo("40");
      } else {
        assertThat(reply).isInstanceOf(JointReply.Unanswered.class);
        assertThat(stored).isIn("0", "40");
      }
    }
    assertThat(world.breach()).isEmpty();
    world.mend();
  }

  private static Command.Key name(int round, int i) {
    return EngineWorld.key("round " + round + " " + i, i);
  }

  @Test
  void aClockThatFallsBackPostsNothing() throws Exception {
    var back = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> InstantSource.system().instant().minus(back.get());
    var node = world.engine(EngineSettings.standard(), clock, AnswerJson::of);
    var customer = world.customer(node, "open", "1000");
    back.set(Duration.ofHours(2));
    var reply = get(node.submitTogether(world.workspace, List.of(asked(customer))));
    assertThat(reply)
        .isEqualTo(
            new JointReply.Unanswered(new Reply.Unavailable(Outcome.NONE, Reason.CLOCK_UNSAFE)));
    assertThat(charges()).isEqualTo("0");
  }

  @Test
  void stoppingDecidesWhatWaitsAndRefusesWhatComesAfter() throws Exception {
    var customer = world.customer(engine, "open", "1000000");
    var before = engine.submitTogether(world.workspace, List.of(asked(customer), asked(customer)));
    engine.close();
    assertThat(get(before)).isInstanceOf(JointReply.Durable.class);
    assertThat(get(engine.submitTogether(world.workspace, List.of(asked(customer)))))
        .isEqualTo(new JointReply.Unanswered(new Reply.Unavailable(Outcome.NONE, Reason.STOPPING)));
  }

  @Test
  void noneAndTooManyCannotGoTogether() {
    var one = asked(new UUID(1, 2));
    var tooMany = new Engine.Asked[Engine.TOGETHER_MAX + 1];
    Arrays.fill(tooMany, one);
    assertThatThrownBy(() -> engine.submitTogether(world.workspace, List.of(tooMany)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.submitTogether(world.workspace, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Engine.Asked asked(UUID customer) {
    return new Engine.Asked(customer, world.charge());
  }

  private void durable(List<Engine.Asked> commands) throws Exception {
    var reply = get(engine.submitTogether(world.workspace, commands));
    assertThat(reply).isInstanceOf(JointReply.Durable.class);
  }

  private static JointReply get(CompletableFuture<JointReply> reply) throws Exception {
    return reply.get(30, TimeUnit.SECONDS);
  }

  private String charges() throws Exception {
    return world.ask("SELECT count(*) FROM command WHERE kind = 'charge'");
  }

  private void killConnections() throws Exception {
    try (var connection = world.application();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE usename = current_user AND datname = current_database()
             AND pid <> pg_backend_pid()
          """);
    }
  }
}
