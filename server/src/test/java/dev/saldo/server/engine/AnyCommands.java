package dev.saldo.server.engine;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.Settings;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Anything that can be asked of an account, at random, on what earlier commands have made.
final class AnyCommands {
  private static final CreditUnit CREDIT = new CreditUnit("credit");
  private static final Instant START = AccountRoundTripLaws.START;

  final Map<UUID, HeldAct> holds = new LinkedHashMap<>();
  final List<UUID> charges = new ArrayList<>();
  final List<UUID> grants = new ArrayList<>();
  final List<UUID> budgets = new ArrayList<>();
  final Map<UUID, Resource> resources = new LinkedHashMap<>();
  Instant clock = START;
  private long made;

  Command any(Random random) {
    return switch (random.nextInt(23)) {
      case 0, 1, 2 -> new Command.Charge(key(), act(random), true, true);
      case 3, 4, 5 ->
          new Command.OpenHold(
              key(),
              act(random),
              Optional.empty(),
              Optional.of(Duration.ofMinutes(1 + random.nextInt(1_000))),
              true,
              true);
      case 6, 7 ->
          new Command.Capture(
              key(),
              one(random, List.copyOf(holds.keySet())),
              Map.of("seconds", Value.of(new BigDecimal("0.250").multiply(number(random)))),
              Optional.empty(),
              Attribution.NONE);
      case 8 -> new Command.Release(key(), one(random, List.copyOf(holds.keySet())));
      case 9 ->
          new Command.Extend(key(), one(random, List.copyOf(holds.keySet())), Duration.ofHours(20));
      case 10 ->
          new Command.RecordUsage(
              key(), act(random), clock.minusNanos(1_000L * random.nextInt(2_000_000_000)));
      case 11 -> give(random);
      case 12 -> new Command.Refund(key(), one(random, charges), Optional.empty(), "sorry");
      case 13 -> new Command.SetBudget(key(), budget(random));
      case 14 -> new Command.RemoveBudget(key(), one(random, budgets));
      case 15 ->
          new Command.GiveConsent(
              key(),
              random.nextBoolean() ? "*" : "call",
              "who",
              random.nextBoolean() ? Optional.of(Credits.of(CREDIT, "70.5")) : Optional.empty(),
              random.nextInt(3) == 0);
      case 16 ->
          new Command.ChangeSettings(
              key(),
              new Settings(
                  random.nextBoolean() ? Optional.of(random.nextBoolean()) : Optional.empty(),
                  random.nextBoolean() ? Optional.of(new BigDecimal("92.5")) : Optional.empty(),
                  random.nextBoolean()
                      ? Optional.of(
                          new Money(Currency.getInstance("EUR"), new BigDecimal("1000.50")))
                      : Optional.empty()));
      case 17 -> new Command.RevokeGrant(key(), one(random, grants), "mistake");
      case 18 -> new Command.SettleDebt(key(), Optional.empty(), random.nextBoolean(), "settled");
      case 19, 20 -> new Command.ClaimResources(key(), kind(random), references(random));
      case 21 ->
          random.nextBoolean()
              ? new Command.ReturnResources(key(), kind(random), references(random))
              : new Command.ReturnResource(key(), one(random, List.copyOf(resources.keySet())));
      default ->
          new Command.Charge(
              key(), act("again", Map.of(), Optional.of(one(random, charges))), true, true);
    };
  }

  /// Several at once for the same resources.
  List<Command> givenBackAndClaimedAnew(Random random) {
    var kind = kind(random);
    var references = references(random);
    return List.of(
        new Command.ReturnResources(key(), kind, references),
        new Command.ClaimResources(key(), kind, references),
        new Command.ReturnResources(key(), kind, references(random)),
        new Command.ClaimResources(key(), kind, references));
  }

  private static String kind(Random random) {
    return random.nextBoolean() ? "agents" : "bots";
  }

  private static List<String> references(Random random) {
    var references = new ArrayList<String>();
    for (var i = random.nextInt(4); i >= 0; i--) {
      references.add("ref \u00e9 " + random.nextInt(9));
    }
    return references;
  }

  private Command give(Random random) {
    return new Command.GiveCredits(
        key(),
        random.nextBoolean() ? GrantKind.PROMOTIONAL : GrantKind.PURCHASED,
        "pack ñ \" \\ \n",
        Credits.of(CREDIT, 1 + random.nextInt(90) + ".123456789012"),
        random.nextInt(3) == 0 ? Optional.of("side") : Optional.empty(),
        random.nextBoolean() ? Optional.of(random.nextInt(500)) : Optional.empty(),
        random.nextInt(3) == 0 ? Optional.of(clock.plusSeconds(100_000)) : Optional.empty(),
        Optional.of(new Command.Expiry.After(Duration.ofHours(2 + random.nextInt(200)))),
        random.nextBoolean()
            ? Optional.of(new Money(Currency.getInstance("BRL"), new BigDecimal("12.345")))
            : Optional.empty());
  }

  private Budget budget(Random random) {
    var id = random.nextBoolean() || budgets.isEmpty() ? id(clock) : one(random, budgets);
    var cadences = Cadence.values();
    return new Budget(
        id,
        "budget " + made,
        Optional.empty(),
        new Budget.Scope(Budget.Kind.MEMBER, "ana"),
        cadences[random.nextInt(cadences.length)],
        random.nextBoolean()
            ? new Budget.Ceiling.InCredits(Credits.of(CREDIT, "5000.25"))
            : new Budget.Ceiling.InMoney(
                new Money(Currency.getInstance("USD"), new BigDecimal("800"))),
        random.nextBoolean(),
        List.of(new BigDecimal("12.5"), BigDecimal.valueOf(80)));
  }

  private Command.Act act(Random random) {
    if (random.nextInt(6) == 0) {
      return act("sign", Map.of(), Optional.empty());
    }
    return random.nextInt(3) == 0
        ? act("note", Map.of("to", Value.of("\u00e9\t\"x\"")), Optional.empty())
        : act(
            "call",
            Map.of("seconds", Value.of(number(random)), "loud", Value.of(random.nextBoolean())),
            Optional.empty());
  }

  private static Command.Act act(String action, Map<String, Value> data, Optional<UUID> replaces) {
    var ana = new Attribution.Party("ana", Optional.of("Ana"), Optional.of("ana@example.com"));
    var run =
        new Attribution.Execution(
            "x1", Attribution.Status.CUT_OFF, Optional.of(START), Optional.empty());
    var who =
        new Attribution(
            Optional.of(ana),
            Optional.empty(),
            Optional.of(new Attribution.Party("bot", Optional.empty(), Optional.empty())),
            Optional.of("key"),
            Optional.empty(),
            Optional.of(run));
    return new Command.Act(action, data, Optional.empty(), replaces, who);
  }

  private static BigDecimal number(Random random) {
    return BigDecimal.valueOf(random.nextInt(90_000), random.nextInt(4));
  }

  private static UUID one(Random random, List<UUID> known) {
    return known.isEmpty() ? new UUID(7, 7) : known.get(random.nextInt(known.size()));
  }

  UUID id(Instant at) {
    made++;
    return new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | made);
  }

  Command.Key key() {
    made++;
    return new Command.Key(
        made % 2 == 0 ? "" : "urn:a", "key-" + made, new ChainHash(made, 2, 3, 4));
  }
}
