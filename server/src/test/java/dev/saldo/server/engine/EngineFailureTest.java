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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes wrong harms nobody but whom it must, and callers are told what they can rely on.
final class EngineFailureTest {
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
  void oneBadCommandFailsAloneAndTheOthersOfItsBatchTakeEffect() throws Exception {
    var engine = world.engine();
    var customers = new ArrayList<UUID>();
    for (var i = 0; i < 5; i++) {
      customers.add(world.customer(engine, "open", "1000"));
    }
    var good = new ArrayList<CompletableFuture<Reply>>();
    var bad = new ArrayList<CompletableFuture<Reply>>();
    // PostgreSQL stores no NUL in a text.
    for (var i = 0; i < 100; i++) {
      var customer = customers.get(i % 5);
      if (i == 33) {
        bad.add(submit(engine, customer, EngineWorld.charge(EngineWorld.key("\0", i))));
      } else {
        good.add(submit(engine, customer, world.charge()));
      }
    }
    for (var reply : good) {
      assertThat(reply.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
    }
    assertThatThrownBy(() -> bad.getFirst().get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CommandFailedException.class);
    assertThat(world.ask("SELECT count(*) FROM command WHERE kind = 'charge'")).isEqualTo("99");
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aDecisionThatThrowsFailsAloneToo() throws Exception {
    var broken = new AtomicReference<String>();
    var engine =
        world.engine(
            EngineSettings.standard(),
            InstantSource.system(),
            line -> {
              if (line.key().name().equals("broken")) {
                broken.set(line.key().name());
                throw new IllegalStateException("no words for it");
              }
              return AnswerJson.of(line);
            });
    var customer = world.customer(engine, "open", "1000");
    var before = submit(engine, customer, world.charge());
    var bad = submit(engine, customer, EngineWorld.charge(EngineWorld.key("broken", 1)));
    var after = submit(engine, customer, world.charge());
    assertThat(before.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
    assertThat(after.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
    assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CommandFailedException.class);
    assertThat(broken.get()).isEqualTo("broken");
  }

  @Test
  void noFailureEndsALane() throws Exception {
    var engine =
        world.engine(
            EngineSettings.standard(),
            InstantSource.system(),
            line -> {
              if (line.key().name().equals("broken")) {
                throw new NoClassDefFoundError("planted");
              }
              return AnswerJson.of(line);
            });
    var customer = world.customer(engine, "open", "1000");
    for (var i = 0; i < 5; i++) {
      var bad = submit(engine, customer, EngineWorld.charge(EngineWorld.key("broken", i)));
      assertThat(bad.get(30, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Reply.Unavailable.class,
              reply -> assertThat(reply.outcome()).isEqualTo(Reply.Outcome.UNKNOWN));
      assertThat(submit(engine, customer, world.charge()).get(30, TimeUnit.SECONDS))
          .isInstanceOf(Reply.Accepted.class);
    }
    assertThat(engine.underWay()).isZero();
  }

  @Test
  void anAccountLockedElsewhereHoldsUpNobodyElse() throws Exception {
    var engine = world.engine();
    var locked = world.customer(engine, "open", "1000");
    var free = world.customer(engine, "open", "1000");
    CompletableFuture<Reply> waiting;
    try (var other = world.owner()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("SELECT id FROM account WHERE id = '" + locked + "' FOR NO KEY UPDATE");
      }
      waiting = submit(engine, locked, world.charge());
      for (var i = 0; i < 20; i++) {
        world.accepted(engine, free, world.charge());
      }
      assertThat(waiting).isNotDone();
      other.commit();
    }
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
  }

  @Test
  void aConnectionThatBreaksInTheMiddleOfABatchLosesAndDoublesNothing() throws Exception {
    var engine = world.engine();
    var customer = world.customer(engine, "open", "1000000");
    var replies = new ArrayList<CompletableFuture<Reply>>();
    for (var round = 0; round < 20; round++) {
      for (var i = 0; i < 50; i++) {
        replies.add(submit(engine, customer, world.charge()));
      }
      killLanes();
    }
    var done = 0;
    for (var reply : replies) {
      var given = reply.get(30, TimeUnit.SECONDS);
      if (given instanceof Reply.Accepted) {
        done++;
      } else {
        assertThat(given).isInstanceOf(Reply.Unavailable.class);
      }
    }
    var stored = Integer.parseInt(world.ask("SELECT count(*) FROM command WHERE kind = 'charge'"));
    var unknown = replies.stream().filter(EngineFailureTest::isUnknown).count();
    assertThat(stored).isBetween(done, done + (int) unknown);
    assertThat(done).isPositive();
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void aCustomerWhoIsNotThereIsToldApart() throws Exception {
    var engine = world.engine();
    var reply = engine.ask(world.workspace, new UUID(1, 2), world.charge(), EngineWorld.DEADLINE);
    assertThat(reply).isEqualTo(new Reply.NoSuchCustomer());
  }

  @Test
  void aFullQueueAnswersAtOnceAndNothingHappened() throws Exception {
    var engine = world.engine();
    var customer = world.customer(engine, "open", "1000000");
    var tight =
        world.engine(
            EngineSettings.standard().withLanes(1).withLimits(1, 1),
            InstantSource.system(),
            AnswerJson::of);
    var replies = new ArrayList<CompletableFuture<Reply>>();
    for (var i = 0; i < 500; i++) {
      replies.add(submit(tight, customer, world.charge()));
    }
    var full = new Reply.Unavailable(Outcome.NONE, Reason.QUEUE_FULL);
    var refused = 0;
    var accepted = 0;
    for (var reply : replies) {
      var given = reply.get(30, TimeUnit.SECONDS);
      refused += given.equals(full) ? 1 : 0;
      accepted += given instanceof Reply.Accepted ? 1 : 0;
    }
    assertThat(refused).isPositive();
    assertThat(refused + accepted).isEqualTo(500);
    assertThat(world.ask("SELECT count(*) FROM command WHERE kind = 'charge'"))
        .isEqualTo(Integer.toString(accepted));
  }

  @Test
  void whoGivesUpBeforeItsTurnKnowsThatNothingHappened() throws Exception {
    var engine = world.engine();
    var customer = world.customer(engine, "open", "1000");
    try (var other = world.owner()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("SELECT id FROM account FOR NO KEY UPDATE");
      }
      var reply = engine.ask(world.workspace, customer, world.charge(), Duration.ofMillis(300));
      assertThat(reply)
          .isIn(
              new Reply.Unavailable(Outcome.NONE, Reason.TIMED_OUT),
              new Reply.Unavailable(Outcome.UNKNOWN, Reason.TIMED_OUT));
      other.rollback();
    }
  }

  @Test
  void aClockThatFallsBackPostsNothing() throws Exception {
    var back = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> InstantSource.system().instant().minus(back.get());
    var engine = world.engine(EngineSettings.standard(), clock, AnswerJson::of);
    var customer = world.customer(engine, "open", "1000");
    back.set(Duration.ofSeconds(4));
    world.accepted(engine, customer, world.charge());
    back.set(Duration.ofHours(2));
    assertThat(ask(engine, customer, world.charge()))
        .isEqualTo(new Reply.Unavailable(Outcome.NONE, Reason.CLOCK_UNSAFE));
    back.set(Duration.ZERO);
    world.accepted(engine, customer, world.charge());
  }

  @Test
  void stoppingAnswersWhatWaitsAndRefusesWhatComesAfter() throws Exception {
    var engine = world.engine();
    var customer = world.customer(engine, "open", "1000000");
    var replies = new ArrayList<CompletableFuture<Reply>>();
    for (var i = 0; i < 200; i++) {
      replies.add(submit(engine, customer, world.charge()));
    }
    engine.close();
    for (var reply : replies) {
      assertThat(reply.get(1, TimeUnit.SECONDS)).isInstanceOf(Reply.Accepted.class);
    }
    assertThat(ask(engine, customer, world.charge()))
        .isEqualTo(new Reply.Unavailable(Outcome.NONE, Reason.STOPPING));
  }

  private static boolean isUnknown(CompletableFuture<Reply> reply) {
    return reply.join() instanceof Reply.Unavailable(var outcome, var _)
        && outcome == Outcome.UNKNOWN;
  }

  private Reply ask(Engine engine, UUID customer, Command command) throws Exception {
    return engine.ask(world.workspace, customer, command, EngineWorld.DEADLINE);
  }

  private CompletableFuture<Reply> submit(Engine engine, UUID customer, Command command) {
    return engine.submit(world.workspace, customer, command);
  }

  /// Ends the server's processes of all connections of the application but this one.
  private void killLanes() throws Exception {
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
