package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Act;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One customer with a clock that the test moves, and all that was ever written down about it.
final class Scene {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final UUID CUSTOMER = new UUID(0x0190_0000_0000_7000L, 1);

  final List<Effect> effects = new ArrayList<>();
  final List<Entry> entries = new ArrayList<>();
  final Map<KeyName, Bound> bound = new HashMap<>();
  final Map<UUID, Answer> answers = new HashMap<>();
  Account account;
  Instant clock;

  final Catalog catalog;
  private final Catalogs catalogs;
  private final Ids ids = new Counting();
  private long keys;

  Scene(Catalog catalog) {
    this(catalog, START, ZoneOffset.UTC);
  }

  Scene(Catalog catalog, Instant start, ZoneId zone) {
    this(List.of(catalog), start, zone);
  }

  /// @param versions of one catalog, of which the first is the customer's
  Scene(List<Catalog> versions, Instant start, ZoneId zone) {
    this.catalog = versions.getFirst();
    this.catalogs = new Versions(versions);
    this.clock = start;
    this.account = Account.begin(CUSTOMER, zone, start);
  }

  /// A customer on a plan of a shop.
  static Scene on(Shop shop, String plan) {
    var scene = new Scene(shop.catalog());
    scene.subscribe(plan);
    return scene;
  }

  /// Ids in time order that are the same in every run.
  private static final class Counting implements Ids {
    private long last;

    @Override
    public UUID next(Instant at) {
      last++;
      return new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | last);
    }
  }

  // --- Time ---

  Scene at(String instant) {
    clock = Instant.parse(instant);
    return this;
  }

  Scene later(Duration by) {
    clock = clock.plus(by);
    return this;
  }

  // --- Deciding ---

  Outcome ask(Command command) {
    var run = run(List.of(command));
    return run.outcomes().getFirst();
  }

  Desk.Run run(List<Command> commands) {
    var run = Desk.run(account, bound, commands, context());
    account = run.after();
    for (var effect : run.effects()) {
      effects.add(effect);
      switch (effect) {
        case Effect.EntryPosted(var entry) -> entries.add(entry);
        case Effect.Journaled(var line) -> remember(line);
        default -> {}
      }
    }
    return run;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  Context context() {
    return new Context(catalogs, ids, account.now(clock));
  }

  private void remember(JournalLine line) {
    bound.put(line.key().keyName(), new Bound(line.id(), line.key().digest()));
    answers.put(line.id(), line.answer());
    var story =
        switch (line.answer()) {
          case Answer.Charged charged -> Optional.of(charged.story());
          case Answer.Captured captured -> Optional.of(captured.story());
          case Answer.Recorded recorded -> recorded.story();
          default -> Optional.<Answer.Story>empty();
        };
    story
        .filter(told -> told.payment().isPresent())
        .ifPresent(told -> {
          var pasts = new HashMap<>(account.pasts());
          pasts.put(line.id(), past(line, told));
          account = with(account.zone(), pasts, account.levels());
        });
  }

  private static Past past(JournalLine line, Answer.Story story) {
    return new Past(
        line.id(),
        story.balance().wallet(),
        story.action(),
        story.data(),
        story.price(),
        story.funding(),
        story.tallied(),
        line.occurredAt(),
        Credits.zero(story.price().unit()),
        0,
        story.root());
  }

  /// What is known of levels from now on.
  void know(Levels levels) {
    account = with(account.zone(), account.pasts(), levels);
  }

  /// The customer lives elsewhere from now on.
  Scene movedTo(String zone) {
    account = with(ZoneId.of(zone), account.pasts(), account.levels());
    return this;
  }

  private Account with(ZoneId zone, Map<UUID, Past> pasts, Levels levels) {
    var a = account;
    return new Account(
        a.customer(),
        zone,
        a.settings(),
        a.terms(),
        a.subscription(),
        a.lastAt(),
        a.testClock(),
        a.nextDueAt(),
        a.soonestHoldExpiry(),
        a.wallets(),
        a.holds(),
        a.budgets(),
        a.consents(),
        a.tallies(),
        a.rateActs(),
        pasts,
        a.resources(),
        levels);
  }

  // --- Commands ---

  Command.Key key() {
    keys++;
    return key("key-" + keys, keys);
  }

  static Command.Key key(String name, long asked) {
    return new Command.Key("", name, new ChainHash(asked, asked, asked, asked));
  }

  static Command.Key event(String id, long asked) {
    return new Command.Key("test", id, new ChainHash(asked, asked, asked, asked));
  }

  /// An act with data given as name, value, name, value.
  static Act act(String action, Object... data) {
    return actBy(Attribution.NONE, action, data);
  }

  static Act actBy(Attribution by, String action, Object... data) {
    var values = new HashMap<String, Value>();
    for (var i = 0; i < data.length; i += 2) {
      values.put((String) data[i], value(data[i + 1]));
    }
    return new Act(action, values, Optional.empty(), Optional.empty(), by);
  }

  /// Text that is a number is one.
  private static Value value(Object given) {
    return switch (given) {
      case Integer whole -> Value.of(whole.longValue());
      case String text when text.matches("-?[0-9.]+") -> Value.of(new BigDecimal(text));
      default -> Value.of((String) given);
    };
  }

  static Attribution member(String reference) {
    var n = Attribution.NONE;
    return new Attribution(
        Optional.of(new Attribution.Party(reference, Optional.empty(), Optional.empty())),
        n.costCentre(),
        n.automation(),
        n.apiKey(),
        n.agentRun(),
        n.execution());
  }

  Outcome charge(String action, Object... data) {
    return charge(act(action, data));
  }

  Outcome charge(Act act) {
    return ask(new Command.Charge(key(), act, false, false));
  }

  Outcome again(String action, UUID replaced) {
    return charge(
        new Act(action, Map.of(), Optional.empty(), Optional.of(replaced), Attribution.NONE));
  }

  Outcome hold(String action, Object... data) {
    return hold(act(action, data));
  }

  Outcome hold(Act act) {
    return ask(new Command.OpenHold(key(), act, Optional.empty(), Optional.empty(), false, false));
  }

  Outcome holdOf(String action, String credits) {
    return ask(
        new Command.OpenHold(
            key(),
            act(action),
            Optional.of(Shop.credits(credits)),
            Optional.empty(),
            false,
            false));
  }

  Outcome capture(UUID hold, Object... data) {
    return ask(
        new Command.Capture(key(), hold, act("", data).data(), Optional.empty(), Attribution.NONE));
  }

  Outcome captureOf(UUID hold, String credits) {
    return ask(
        new Command.Capture(
            key(), hold, Map.of(), Optional.of(Shop.credits(credits)), Attribution.NONE));
  }

  Outcome release(UUID hold) {
    return ask(new Command.Release(key(), hold));
  }

  Outcome extend(UUID hold, Duration by) {
    return ask(new Command.Extend(key(), hold, by));
  }

  Outcome record(Instant occurredAt, String action, Object... data) {
    keys++;
    return ask(
        new Command.RecordUsage(event("event-" + keys, keys), act(action, data), occurredAt));
  }

  Outcome record(String action, Object... data) {
    return record(clock, action, data);
  }

  UUID give(GrantKind kind, String amount) {
    return id(ask(gift(kind, amount, Optional.empty())));
  }

  UUID give(GrantKind kind, String amount, Duration livesFor) {
    return id(ask(gift(kind, amount, Optional.of(new Command.Expiry.After(livesFor)))));
  }

  Command.GiveCredits gift(GrantKind kind, String amount, Optional<Command.Expiry> expiry) {
    return new Command.GiveCredits(
        key(),
        kind,
        "gift",
        Shop.credits(amount),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        expiry,
        Optional.empty());
  }

  Outcome refund(UUID charge) {
    return ask(new Command.Refund(key(), charge, Optional.empty(), "test"));
  }

  Outcome refund(UUID charge, String amount) {
    return ask(new Command.Refund(key(), charge, Optional.of(Shop.credits(amount)), "test"));
  }

  Outcome subscribe(String plan) {
    return ask(new Command.ChangePlan(key(), catalog.reference(), plan));
  }

  void postDue() {
    ask(new Command.PostDue(key()));
  }

  // --- Looking ---

  static Answer yes(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).answer();
  }

  static Refusal no(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).refusal();
  }

  /// The id of whatever an accepted command brought about.
  static UUID id(Outcome outcome) {
    return switch (yes(outcome)) {
      case Answer.Charged a -> a.id();
      case Answer.HoldOpened a -> a.id();
      case Answer.Captured a -> a.id();
      case Answer.Recorded a -> a.id();
      case Answer.Granted a -> a.id();
      case Answer other -> throw new AssertionError(other);
    };
  }

  static Answer.Story story(Outcome outcome) {
    return switch (yes(outcome)) {
      case Answer.Charged a -> a.story();
      case Answer.HoldOpened a -> a.story();
      case Answer.Captured a -> a.story();
      case Answer.Recorded a -> a.story().orElseThrow();
      case Answer other -> throw new AssertionError(other);
    };
  }

  Wallet wallet() {
    return account.wallet(Wallet.MAIN).orElseThrow();
  }

  Grant lot(UUID grant) {
    return wallet().grant(grant).orElseThrow();
  }

  String left(UUID grant) {
    return lot(grant).remaining().amount().toPlainString();
  }

  String balance() {
    return wallet().balance().amount().toPlainString();
  }

  String available() {
    return wallet().available().amount().toPlainString();
  }

  String debt() {
    return wallet().debt().amount().toPlainString();
  }
}
