package dev.saldo.server.demo;

import dev.saldo.client.Act;
import dev.saldo.client.Balance;
import dev.saldo.client.Body;
import dev.saldo.client.Charge;
import dev.saldo.client.Document;
import dev.saldo.client.Hold;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.client.UnansweredException;
import dev.saldo.server.demo.Script.Player;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The demo as it runs: customers are put in, and calls come until somebody stops it.
///
/// A call whose cost is known is charged; one whose cost shows in the end is held for its estimate
/// and captured at what it used. Customers with a pack buy it when an act finds them short.
public final class Play {
  private static final int IN_FLIGHT_MAX = 64;
  private static final String SHORT = "insufficient_credits";
  private static final String ALREADY = "already_exists";

  private final Saldo saldo;
  private final Script script;
  private final Traffic traffic;
  private final String run;
  private final Scoreboard board = new Scoreboard();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<String> buying = ConcurrentHashMap.newKeySet();

  /// @param run what keys of this run begin with
  public Play(Saldo saldo, Script script, Traffic traffic, String run) {
    this.saldo = saldo;
    this.script = script;
    this.traffic = traffic;
    this.run = run;
  }

  public Scoreboard board() {
    return board;
  }

  /// Puts the customers in that aren't there yet.
  public void begin() {
    for (var player : script.players()) {
      var wanted =
          Body.of("external_id", player.id())
              .put("name", player.name())
              .put("catalog", player.catalog())
              .put("plan", player.plan());
      if (saldo.createCustomer(wanted) instanceof Outcome.Refused<Document> refused
          && !refused.problem().code().equals(ALREADY)) {
        refused.orThrow();
      }
      player.members().forEach(member -> join(player, member));
      var available =
          saldo.balance(player.id()).orThrow().items("wallets").stream()
              .map(wallet -> wallet.decimal("available"))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      board.joined(player, available);
    }
  }

  /// Reads once more how everybody stands: answers that crossed each other may have left an older
  /// balance on the board.
  public void end() {
    for (var player : script.players()) {
      saldo.balance(player.id()).orThrow().items("wallets").stream()
          .findFirst()
          .ifPresent(wallet -> board.stands(player, Balance.of(wallet)));
    }
  }

  private void join(Player player, String member) {
    var wanted = Body.of("external_id", Script.id(member)).put("name", member);
    if (saldo.send(
                "POST",
                "/v1/customers/" + player.id() + "/members",
                Map.of("Content-Type", "application/json"),
                wanted.toString().getBytes(StandardCharsets.UTF_8))
            instanceof Outcome.Refused<Document> refused
        && !refused.problem().code().equals(ALREADY)) {
      refused.orThrow();
    }
  }

  /// Lets calls come for so long, or until [#stop]; returns when all are answered.
  public void run(Duration length) throws InterruptedException {
    board.started();
    var end = System.nanoTime() + length.toNanos();
    var free = new Semaphore(IN_FLIGHT_MAX);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number = 0L; System.nanoTime() < end; number++) {
        var call = traffic.next();
        if (stopped.await(call.after().toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        free.acquire();
        var key = run + "-" + number;
        callers.execute(() -> {
          try {
            make(call, key);
          } catch (UnansweredException e) {
            board.remarked("no answer: " + e.getMessage());
          } finally {
            free.release();
          }
        });
      }
    }
  }

  /// Lets no further calls come.
  public void stop() {
    stopped.countDown();
  }

  private void make(Traffic.Call call, String key) {
    var began = System.nanoTime();
    var outcome = call.settled().isEmpty() ? charge(call, key) : holdAndCapture(call, key);
    var took = System.nanoTime() - began;
    var player = call.player();
    switch (outcome) {
      case Outcome.Done<Charge>(var charge, _) -> {
        charge.balance().ifPresent(balance -> board.stands(player, balance));
        board.accepted(player, words(call, charge), charge.receipt(), took);
      }
      case Outcome.Refused<Charge>(var problem) -> {
        board.refused(player, words(call), problem, took);
        if (problem.code().equals(SHORT)) {
          player.pack().ifPresent(pack -> buy(player, pack, key));
        }
      }
    }
  }

  private Outcome<Charge> charge(Traffic.Call call, String key) {
    return saldo.charge(act(call, call.known()), key);
  }

  private Outcome<Charge> holdAndCapture(Traffic.Call call, String key) {
    var assumed = saldo.estimate(act(call, call.known()));
    if (assumed instanceof Outcome.Refused<Document>(var problem)) {
      return new Outcome.Refused<>(problem);
    }
    var data = new HashMap<>(call.known());
    assumed
        .orThrow()
        .find("assumed")
        .ifPresent(all -> all.names().forEach(name -> data.put(name, all.text(name))));
    return switch (saldo.hold(act(call, data), key + "-hold")) {
      case Outcome.Done<Hold>(var hold, _) -> {
        hold.balance().ifPresent(balance -> board.stands(call.player(), balance));
        yield saldo.capture(hold.id(), call.settled(), Map.of(), key + "-capture");
      }
      case Outcome.Refused<Hold>(var problem) -> new Outcome.Refused<>(problem);
    };
  }

  private static Act act(Traffic.Call call, Map<String, Object> data) {
    return Act.of(call.player().id(), call.deed().action(), data)
        .with("member", Script.id(call.member()));
  }

  /// One purchase at a time for each customer.
  private void buy(Player player, String pack, String key) {
    if (buying.add(player.id())) {
      try {
        var body = Body.of("customer", player.id()).put("pack", pack);
        if (saldo.grant(body, key + "-pack") instanceof Outcome.Done<Document>(var grant, _)) {
          board.remarked(
              "%s buys %s".formatted(player.name(), grant.optionalText("label").orElse(pack)));
        }
      } finally {
        buying.remove(player.id());
      }
    }
  }

  private static String words(Traffic.Call call) {
    return "%s, %s".formatted(call.player().name(), call.deed().action());
  }

  private static String words(Traffic.Call call, Charge charge) {
    return "%s pays %s for %s by %s"
        .formatted(
            call.player().name(),
            charge.credits().map(BigDecimal::toPlainString).orElse("nothing"),
            charge.document().optionalText("title").orElse(call.deed().action()),
            call.member());
  }
}
