package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Context;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Hold;
import dev.saldo.core.wallet.Wallet;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.server.receipt.AnswerJson;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.account.Decided;
import dev.saldo.store.account.Loaded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is loaded is what was written: after each batch of anything that can be asked of an
/// account, the account as it comes back is the account as it was decided.
final class AccountRoundTripLaws {
  static final CatalogReference SHOP = new CatalogReference("shop", 1);
  static final Instant START = Instant.parse("2026-01-30T22:00:00Z");
  private static final String TEXT =
      """
      catalog: shop
      currency: USD
      units: {credit: {list_prices: {USD: "0.10"}}}
      meters:
        calls: {event: call, aggregate: count}
        signs: {event: sign, aggregate: count}
        seconds: {event: call, aggregate: sum, property: seconds}
      actions:
        call: {title: Call, price: {credits: "11", per: "60", of: seconds}, capture_over: true}
        note: {title: Note, price: "2", free: {units: "5", resets: {every: day, from: calendar, zone: customer}}}
        sign: {title: Signature}
        again: {title: Again, price: {regeneration: "10", times: 2}}
      quotas:
        calls: {title: Calls, meter: calls, resets: {every: month, from: anniversary}}
        signs: {title: Signs, meter: signs, resets: {every: day}}
        seconds: {title: Seconds, meter: seconds, resets: {every: week, from: calendar, zone: utc}}
      rate_limits:
        all: {title: All, counts: [call, note, sign]}
        calls: {title: Calls, counts: [call]}
      resources: {agents: Agents, bots: Bots}
      plans:
        small:
          title: Small
          resources: {agents: 6, bots: 2}
          credits:
            - {amount: "300", resets: {every: month, from: calendar, zone: customer}, rollover: {percent: "50"}}
          quotas: {calls: "40", seconds: "90000", signs: {limit: "2", above: throttle, throttle: {minute: 1, hour: 4}}}
          rate_limits: {all: {minute: 6, hour: 30, day: 60}, calls: {hour: 9}}
          notify_at: ["50", "80"]
          overage: on_consent
        large:
          title: Large
          resources: {agents: unlimited, bots: 4}
          credits:
            - {amount: "900", resets: {every: month, from: anniversary}}
          overdraft: "50"
          overage: blocked
      burn_order: [trial, promotional, plan, purchased]
      """;

  private final Catalog catalog =
      switch (CatalogYaml.read(TEXT)) {
        case CatalogReading.Readable(var read, var _) -> read;
        case CatalogReading.Faulty(var faults) -> throw new IllegalStateException(faults + "");
      };
  private final CatalogCache catalogs = new CatalogCache((_, _) -> Optional.of(catalog), 9);
  private final AnyCommands asks = new AnyCommands();
  private final Map<TallyKey, Tally> tallies = new HashMap<>();
  private final Map<String, TreeMap<Long, Instant>> acts = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatIsLoadedIsWhatWasWritten(long seed) throws SQLException {
    var random = new Random(seed);
    try (var world = new EngineWorld();
        var connection = world.database.hot().getConnection()) {
      AccountStore.prepare(connection);
      connection.setAutoCommit(false);
      var customer = asks.id(asks.clock);
      var account = Account.begin(customer, ZoneId.of("America/Sao_Paulo"), asks.clock);
      world.create(world.workspace, account);
      for (var round = 0; round < 120; round++) {
        asks.clock = asks.clock.plusNanos(random.nextInt(4) * 1_000L * random.nextInt(200_000_000));
        var commands = new ArrayList<Command>();
        if (round == 0 || random.nextInt(25) == 0) {
          commands.add(
              new Command.ChangePlan(
                  asks.key(),
                  SHOP,
                  random.nextBoolean() ? "small" : "large",
                  Command.Order.STANDARD,
                  random.nextBoolean() ? Optional.of(Duration.ofDays(3)) : Optional.empty()));
        } else if (random.nextInt(9) == 0) {
          commands.addAll(asks.givenBackAndClaimedAnew(random));
        } else {
          // What comes after a change of budgets is left to the next transaction.
          for (var i = random.nextInt(4); i >= 0 && !turns(commands); i--) {
            commands.add(asks.any(random));
          }
        }
        account = round(world, connection, account, commands);
      }
      assertThat(world.breach()).isEmpty();
    }
  }

  private static boolean turns(List<Command> commands) {
    return !commands.isEmpty()
        && (commands.getLast() instanceof Command.SetBudget
            || commands.getLast() instanceof Command.RemoveBudget);
  }

  private Account round(
      EngineWorld world, Connection connection, Account expected, List<Command> commands)
      throws SQLException {
    var customer = expected.customer();
    AccountStore.enter(connection, world.workspace);
    var locked =
        world.store.lock(connection, world.workspace, List.of(customer), AccountStore.Wait.WAITING);
    Catalogs ofWorkspace = catalogs.of(world.workspace);
    var wanted = Map.of(customer, commands);
    var read =
        new AccountStore()
            .load(connection, world.workspace, locked, wanted, asks.clock, ofWorkspace)
            .get(customer);
    same(Objects.requireNonNull(read), expected);
    assertThat(read.account().soonestHoldExpiry()).isEqualTo(soonest(read.now()));
    var loaded =
        Objects.requireNonNull(
            world
                .store
                .load(connection, world.workspace, locked, wanted, asks.clock, ofWorkspace)
                .get(customer));
    same(loaded, expected);
    soonest(loaded.now())
        .ifPresent(soonest ->
            assertThat(loaded.account().soonestHoldExpiry().orElseThrow())
                .isBeforeOrEqualTo(soonest));
    var context = new Context(ofWorkspace, asks::id, loaded.now());
    var run = Desk.run(loaded.account(), loaded.bound(), commands, context);
    var writing = world.store.writing(connection, world.workspace, Runnable::run);
    writing.append(customer, run.effects(), answers(run.effects()));
    var decided = List.of(new Decided(loaded, run.after()));
    writing.end(decided);
    connection.commit();
    world.store.committed(world.workspace, decided);
    remember(run);
    return run.after();
  }

  /// The loaded account has everything that matters of the decided one, exactly.
  private void same(Loaded loaded, Account expected) {
    var account = loaded.account();
    assertThat(account.zone()).isEqualTo(expected.zone());
    assertThat(account.settings()).isEqualTo(expected.settings());
    assertThat(account.term()).isEqualTo(expected.term());
    assertThat(account.lastAt()).isEqualTo(expected.lastAt());
    assertThat(account.testClock()).isEqualTo(expected.testClock());
    assertThat(account.nextDueAt()).isEqualTo(expected.nextDueAt());
    assertThat(new HashSet<>(account.budgets())).isEqualTo(new HashSet<>(expected.budgets()));
    assertThat(new HashSet<>(account.consents())).isEqualTo(new HashSet<>(expected.consents()));
    assertThat(live(account)).isEqualTo(live(expected));
    account.holds().forEach((id, act) -> assertThat(act).isEqualTo(asks.holds.get(id)));
    var due =
        asks.holds.values().stream().map(HeldAct::hold).filter(hold -> hold.isDue(loaded.now()));
    due.forEach(hold -> assertThat(account.holds()).containsKey(hold.id()));
    account.tallies().forEach((key, tally) -> assertThat(tally).isEqualTo(tallies.get(key)));
    account
        .resources()
        .forEach((id, resource) -> assertThat(resource).isEqualTo(asks.resources.get(id)));
    account
        .rateActs()
        .forEach((rate, found) -> {
          var known = acts.getOrDefault(rate, new TreeMap<>());
          assertThat(found.last()).isEqualTo(known.isEmpty() ? 0 : known.lastKey());
          assertThat(known).containsAllEntriesOf(found.probes());
        });
  }

  private Optional<Instant> soonest(Instant now) {
    return asks.holds.values().stream()
        .map(HeldAct::hold)
        .filter(hold -> hold.state() == Hold.State.OPEN && !hold.isDue(now))
        .map(Hold::expiresAt)
        .min(Instant::compareTo);
  }

  /// Wallets with the lots that are still part of them.
  private static Map<UUID, Wallet> live(Account account) {
    var wallets = new HashMap<UUID, Wallet>();
    account
        .wallets()
        .forEach((id, wallet) -> {
          var lots =
              wallet.grants().stream()
                  .filter(lot -> lot.state() != Grant.State.EXPIRED || lot.held().isPositive())
                  .toList();
          wallets.put(
              id,
              new Wallet(
                  id,
                  wallet.name(),
                  wallet.unit(),
                  lots,
                  wallet.chain(),
                  wallet.consumed(),
                  wallet.debt()));
        });
    return wallets;
  }

  private void remember(Desk.Run run) {
    for (var effect : run.effects()) {
      switch (effect) {
        case Effect.HoldOpened(var act) -> asks.holds.put(act.hold().id(), act);
        case Effect.HoldChanged(var act) -> asks.holds.put(act.hold().id(), act);
        case Effect.RateCounted(var rate, var number, var at) ->
            acts.computeIfAbsent(rate, _ -> new TreeMap<>()).put(number, at);
        case Effect.GrantOpened(var _, var grant) -> asks.grants.add(grant.id());
        case Effect.BudgetSet(var budget) -> asks.budgets.add(budget.id());
        case Effect.ResourceClaimed(var resource) -> asks.resources.put(resource.id(), resource);
        case Effect.ResourceReturned(var resource) -> asks.resources.put(resource.id(), resource);
        case Effect.Journaled(var line) -> {
          if (line.answer() instanceof Answer.Charged || line.answer() instanceof Answer.Captured) {
            asks.charges.add(line.id());
          }
        }
        default -> {}
      }
    }
    run.after()
        .tallies()
        .forEach((key, tally) ->
            tallies.put(
                key,
                new Tally(
                    Decimals.normal(tally.consumed()),
                    Decimals.normal(tally.held()),
                    tally.acts())));
  }

  private static Map<UUID, String> answers(List<Effect> effects) {
    var answers = new HashMap<UUID, String>();
    for (var effect : effects) {
      if (effect instanceof Effect.Journaled(var line)) {
        answers.put(line.id(), AnswerJson.of(line));
      }
    }
    return answers;
  }
}
