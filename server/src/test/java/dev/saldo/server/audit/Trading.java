package dev.saldo.server.audit;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Context;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.Ids;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.rating.Rating;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.account.Decided;
import dev.saldo.store.database.Database;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Customers who do all that can be done with credits, at random, through the code that serves
/// them.
public final class Trading implements Catalogs, Ids {
  static final CreditUnit CREDIT = new CreditUnit("credit");
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Optional<Money> PAID =
      Optional.of(new Money(Currency.getInstance("USD"), new BigDecimal("7.77")));
  private static final CatalogReference SHOP = new CatalogReference("shop", 1);

  private static final String TEXT =
      """
      catalog: shop
      currency: USD
      units: {credit: {}}
      meters:
        calls: {event: call, aggregate: count}
        signs: {event: sign, aggregate: count}
      actions:
        call: {title: Call, price: {credits: "11", per: "60", of: seconds}, capture_over: true}
        note: {title: Note, price: "2", free: {units: "5", resets: {every: month, from: calendar, zone: utc}}}
        sign: {title: Signature}
        again: {title: Again, price: {regeneration: "10", times: 2}}
      quotas:
        calls: {title: Calls, meter: calls, resets: {every: month, from: calendar, zone: utc}}
        signs: {title: Signs, meter: signs, resets: {every: week, from: calendar, zone: utc}}
      rate_limits:
        all: {title: All, counts: [call, note, sign]}
      resources: {agents: Agents, bots: Bots}
      plans:
        small:
          title: Small
          resources: {agents: 5, bots: 2}
          credits:
            - {amount: "300", resets: {every: month, from: calendar, zone: utc}, rollover: {percent: "50"}}
          quotas: {calls: "1000", signs: "4"}
          rate_limits: {all: {minute: 1000}}
          overage: billed
          budgets:
            each_member: {title: Each member, for: member, every: day, credits: "600"}
            each_run: {title: Each run, for: agent_run, every: once, credits: "2500"}
        large:
          title: Large
          resources: {agents: 9, bots: unlimited}
          credits:
            - {amount: "900", resets: {every: month, from: calendar, zone: utc}}
          overdraft: "50"
          overage: blocked
          budgets:
            each_member: {title: Each member, for: member, every: week, credits: "900"}
            all: {title: All, for: customer, every: month, credits: "10", above: notify, notify_at: ["80"]}
      burn_order: [trial, promotional, plan, purchased]
      """;

  private final Database database;
  private final long workspace;
  private final Random random;
  private final Catalog catalog;
  private final Rating rating;
  private final AccountStore accounts = new AccountStore();
  private final Map<UUID, List<UUID>> charges = new HashMap<>();
  private final Map<UUID, List<UUID>> holds = new HashMap<>();
  private final List<UUID> known = new ArrayList<>();
  private Instant clock = START;
  private long made;

  public Trading(Database database, long workspace, long seed) {
    this.database = database;
    this.workspace = workspace;
    this.random = new Random(seed);
    this.catalog =
        switch (CatalogYaml.read(TEXT)) {
          case CatalogReading.Readable(var read, var _) -> read;
          case CatalogReading.Faulty(var faults) -> throw new IllegalStateException(faults + "");
        };
    this.rating = Rating.of(catalog);
  }

  @Override
  public Catalog catalog(CatalogReference reference) {
    return catalog;
  }

  @Override
  public Rating rating(CatalogReference reference) {
    return rating;
  }

  @Override
  public UUID next(Instant at) {
    made++;
    return new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | made);
  }

  /// Lets so many customers trade so many rounds.
  public List<UUID> trade(int customers, int rounds) throws SQLException {
    var all = new ArrayList<UUID>();
    for (var i = 0; i < customers; i++) {
      var customer = new UUID(START.toEpochMilli() << 16 | 0x7000, 0x9000_0000_0000_0000L | i);
      all.add(customer);
      open(customer);
    }
    known.addAll(all);
    again(rounds);
    return all;
  }

  /// Lets them trade so many rounds more.
  void again(int rounds) throws SQLException {
    for (var round = 0; round < rounds; round++) {
      clock = clock.plus(Duration.ofHours(1 + random.nextInt(30)));
      for (var customer : known) {
        var commands = new ArrayList<Command>();
        for (var i = random.nextInt(4); i >= 0; i--) {
          commands.add(any(customer));
        }
        run(customer, commands);
        if (random.nextInt(20) == 0) {
          run(
              customer,
              List.of(
                  new Command.ChangePlan(key(), SHOP, plan()),
                  new Command.Charge(key(), act(), true, false)));
        }
      }
    }
  }

  /// Every customer opens a hold that credits cover, in a month in which no limit is used up.
  void holdAtLast() throws SQLException {
    clock = clock.plus(Duration.ofDays(40));
    for (var customer : known) {
      var call = Map.of("seconds", Value.of(60));
      var act =
          new Command.Act(
              random.nextBoolean() ? "call" : "note",
              call,
              Optional.empty(),
              Optional.empty(),
              Attribution.NONE);
      run(
          customer,
          List.of(
              new Command.GiveCredits(
                  key(),
                  GrantKind.PURCHASED,
                  "pack",
                  Credits.of(CREDIT, "5000"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(new Command.Expiry.After(Duration.ofDays(9))),
                  PAID),
              new Command.OpenHold(
                  key(), act, Optional.empty(), Optional.of(Duration.ofHours(20)), true, true)));
    }
  }

  private void open(UUID customer) throws SQLException {
    try (var connection = database.hot().getConnection()) {
      AccountStore.prepare(connection);
      connection.setAutoCommit(false);
      AccountStore.enter(connection, workspace);
      accounts.create(connection, workspace, Account.begin(customer, ZoneOffset.UTC, START));
      connection.commit();
    }
    run(
        customer,
        List.of(
            new Command.ChangePlan(key(), SHOP, plan()), new Command.SetBudget(key(), budget())));
  }

  private String plan() {
    return random.nextBoolean() ? "small" : "large";
  }

  private Budget budget() {
    return new Budget(
        next(clock),
        "all",
        Optional.empty(),
        new Budget.Scope(Budget.Kind.CUSTOMER, ""),
        Cadence.MONTH,
        new Budget.Ceiling.InCredits(Credits.of(CREDIT, "5000")),
        true,
        List.of(BigDecimal.valueOf(80)));
  }

  private void run(UUID customer, List<Command> commands) throws SQLException {
    try (var connection = database.hot().getConnection()) {
      AccountStore.prepare(connection);
      connection.setAutoCommit(false);
      AccountStore.enter(connection, workspace);
      var locked =
          accounts.lock(connection, workspace, List.of(customer), AccountStore.Wait.WAITING);
      var loaded =
          Objects.requireNonNull(
              accounts
                  .load(connection, workspace, locked, Map.of(customer, commands), clock, this)
                  .get(customer));
      var run =
          Desk.run(
              loaded.account(), loaded.bound(), commands, new Context(this, this, loaded.now()));
      var writing = accounts.writing(connection, workspace, Runnable::run);
      writing.append(customer, run.effects(), remember(customer, run));
      writing.end(List.of(new Decided(loaded, run.after())));
      connection.commit();
    }
  }

  private Map<UUID, String> remember(UUID customer, Desk.Run run) {
    var answers = new HashMap<UUID, String>();
    for (var effect : run.effects()) {
      if (effect instanceof Effect.Journaled(var line)) {
        answers.put(line.id(), "{}");
        switch (line.answer()) {
          case dev.saldo.core.account.Answer.Charged _ -> of(charges, customer).add(line.id());
          case dev.saldo.core.account.Answer.Captured _ -> of(charges, customer).add(line.id());
          case dev.saldo.core.account.Answer.HoldOpened _ -> of(holds, customer).add(line.id());
          default -> {}
        }
      }
    }
    return answers;
  }

  private static List<UUID> of(Map<UUID, List<UUID>> map, UUID customer) {
    return map.computeIfAbsent(customer, _ -> new ArrayList<>());
  }

  private Command any(UUID customer) {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> new Command.Charge(key(), act(), true, false);
      case 3, 4 ->
          new Command.OpenHold(
              key(), act(), Optional.empty(), Optional.of(Duration.ofHours(20)), true, false);
      case 5 ->
          new Command.Capture(
              key(),
              one(holds, customer),
              Map.of("seconds", Value.of(random.nextInt(900))),
              Optional.empty(),
              somebody());
      case 6 -> new Command.Release(key(), one(holds, customer));
      case 7 -> new Command.RecordUsage(key(), act(), clock.minusSeconds(random.nextInt(7_200)));
      case 8 -> new Command.RecordUsage(key(), unpriced(), clock);
      case 9 ->
          new Command.GiveCredits(
              key(),
              random.nextBoolean() ? GrantKind.PROMOTIONAL : GrantKind.PURCHASED,
              "pack",
              Credits.of(CREDIT, 1 + random.nextInt(90) + ".125"),
              random.nextInt(3) == 0 ? Optional.of("side") : Optional.empty(),
              Optional.empty(),
              random.nextInt(3) == 0
                  ? Optional.of(clock.plus(Duration.ofHours(50)))
                  : Optional.empty(),
              Optional.of(new Command.Expiry.After(Duration.ofDays(1 + random.nextInt(9)))),
              PAID);
      case 10 -> new Command.Refund(key(), one(charges, customer), some(), "sorry");
      case 11 -> new Command.Transfer(key(), "main", "side", Credits.of(CREDIT, "3"));
      case 12 -> new Command.SettleDebt(key(), Optional.empty(), random.nextBoolean(), "settled");
      case 13 -> new Command.ClaimResources(key(), kind(), references());
      case 14 -> new Command.ReturnResources(key(), kind(), references());
      default -> new Command.Charge(key(), again(customer), true, false);
    };
  }

  private String kind() {
    return random.nextBoolean() ? "agents" : "bots";
  }

  private List<String> references() {
    return List.of("r" + random.nextInt(7), "r" + random.nextInt(7));
  }

  private Optional<Credits> some() {
    return random.nextBoolean() ? Optional.empty() : Optional.of(Credits.of(CREDIT, "0.7"));
  }

  private Command.Act act() {
    return switch (random.nextInt(7)) {
      case 0, 1 -> act("note", Map.of(), Optional.empty());
      case 2 -> act("sign", Map.of(), Optional.empty());
      default -> act("call", Map.of("seconds", Value.of(random.nextInt(900))), Optional.empty());
    };
  }

  private Command.Act unpriced() {
    return act("visit", Map.of(), Optional.empty());
  }

  private Command.Act again(UUID customer) {
    return act("again", Map.of(), Optional.of(one(charges, customer)));
  }

  private Command.Act act(String action, Map<String, Value> data, Optional<UUID> replaces) {
    return new Command.Act(action, data, Optional.empty(), replaces, somebody());
  }

  private Attribution somebody() {
    var none = Attribution.NONE;
    var member = new Attribution.Party("m" + random.nextInt(3), Optional.empty(), Optional.empty());
    return new Attribution(
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(member),
        none.costCentre(),
        none.automation(),
        none.apiKey(),
        random.nextBoolean() ? Optional.empty() : Optional.of("run" + random.nextInt(4)),
        none.execution());
  }

  private UUID one(Map<UUID, List<UUID>> map, UUID customer) {
    var known = of(map, customer);
    return known.isEmpty() ? new UUID(7, 7) : known.get(random.nextInt(known.size()));
  }

  private Command.Key key() {
    made++;
    return new Command.Key("", "key-" + made, new ChainHash(made, 2, 3, 4));
  }
}
