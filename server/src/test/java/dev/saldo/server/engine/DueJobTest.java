package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.server.receipt.AnswerJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What falls due is posted on accounts that nobody asks about, once, whoever does it.
final class DueJobTest {
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> InstantSource.system().instant().plus(later.get());

  private EngineWorld world;
  private Engine engine;

  @BeforeEach
  void open() {
    world = EngineWorld.apart();
    engine = world.engine(EngineSettings.standard(), clock, AnswerJson::of);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /// A customer with 100 credits, 20 of them set aside for a quarter of an hour.
  private UUID holder() throws Exception {
    var customer = world.customer(engine, "open", "100");
    var act =
        new Command.Act("ask", Map.of(), Optional.empty(), Optional.empty(), Attribution.NONE);
    var hold =
        new Command.OpenHold(world.key(), act, Optional.empty(), Optional.empty(), false, false);
    world.accepted(engine, customer, hold);
    return customer;
  }

  private DueJob job(Engine by, int slice) {
    return new DueJob(world.database.reads(), by, clock, slice);
  }

  private String holds(String state) throws Exception {
    return world.ask("SELECT count(*) FROM hold WHERE state = '" + state + "'");
  }

  @Test
  void aHoldThatNobodyEndsExpiresByItself() throws Exception {
    holder();
    assertThat(job(engine, 10).run()).isZero();
    assertThat(holds("open")).isEqualTo("1");
    later.set(Duration.ofHours(1));
    assertThat(job(engine, 10).run()).isEqualTo(1);
    assertThat(holds("expired")).isEqualTo("1");
    assertThat(job(engine, 10).run()).isZero();
    assertThat(world.breach()).isEmpty();
  }

  @Test
  void whoCantBeBroughtUpToDateIsTold() throws Exception {
    var customer = holder();
    AnswerWriter speechless =
        line -> {
          throw new IllegalStateException("no words for " + line.id());
        };
    var other = world.engine(EngineSettings.standard(), clock, speechless);
    later.set(Duration.ofHours(1));
    var broken = new ArrayList<UUID>();
    assertThat(job(other, 10).run(broken::add)).isZero();
    assertThat(broken).containsExactly(customer);
    assertThat(holds("open")).isEqualTo("1");
    assertThat(job(engine, 10).run(broken::add)).isEqualTo(1);
    assertThat(broken).containsExactly(customer);
  }

  @Test
  void aSliceAtATimeAllAreReached() throws Exception {
    for (var i = 0; i < 5; i++) {
      holder();
    }
    later.set(Duration.ofHours(1));
    assertThat(job(engine, 2).run()).isEqualTo(2);
    assertThat(holds("open")).isEqualTo("3");
    assertThat(job(engine, 2).run()).isEqualTo(2);
    assertThat(job(engine, 2).run()).isEqualTo(1);
    assertThat(job(engine, 2).run()).isZero();
    assertThat(holds("expired")).isEqualTo("5");
  }

  @Test
  void twoNodesThatDoItAtOncePostNothingTwice() throws Exception {
    for (var i = 0; i < 20; i++) {
      holder();
    }
    var other = world.engine(EngineSettings.standard(), clock, AnswerJson::of);
    later.set(Duration.ofHours(1));
    var mine = run(job(engine, 100));
    var theirs = run(job(other, 100));
    mine.join();
    theirs.join();
    assertThat(holds("expired")).isEqualTo("20");
    assertThat(world.ask("SELECT count(*) FROM command WHERE kind LIKE '%expir%'")).isEqualTo("20");
    assertThat(world.breach()).isEmpty();
  }

  private static CompletableFuture<Integer> run(DueJob job) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return job.run();
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
