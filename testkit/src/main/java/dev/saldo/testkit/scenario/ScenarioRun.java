package dev.saldo.testkit.scenario;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.testkit.scenario.Scenario.Case;
import dev.saldo.testkit.scenario.Scenario.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// One run of a scenario against a server.
public final class ScenarioRun {
  private final Scenario scenario;
  private final Function<String, Saldo> connections;
  private final Saldo saldo;
  private final ScenarioFiles files;
  private final String tag;

  /// Where a scenario runs.
  ///
  /// @param secret of a test-mode key with every scope
  /// @param connections a connection for the secret of any key; the caller's to close
  /// @param tag what the names of this run's customers end in; unique on the server
  public record Place(String secret, Function<String, Saldo> connections, String tag) {}

  public ScenarioRun(Scenario scenario, ScenarioFiles files, Place place) {
    this.scenario = scenario;
    this.files = files;
    this.connections = place.connections();
    this.saldo = place.connections().apply(place.secret());
    this.tag = place.tag();
  }

  /// Publishes the catalogs and takes all steps. A case whose step finds something else than it
  /// expects goes on; one whose step can't be taken ends.
  ///
  /// @param begun told the title of each case as it begins
  /// @throws dev.saldo.client.RefusedException if a catalog can't be published
  public List<Finding> run(Consumer<String> begun) {
    var texts = new Stage.CatalogTexts(files.folder());
    var findings = new ArrayList<Finding>();
    for (var one : scenario.cases()) {
      begun.accept(one.title());
      // A case may have published another version.
      scenario.catalogs().forEach(name -> saldo.publishCatalog(texts.of(name)).orThrow());
      var names = new Stage.Names(scenario.catalogs().getFirst(), tag);
      var stage = new Stage(saldo, connections, texts, names);
      findings.addAll(run(stage, one));
    }
    return findings;
  }

  private static List<Finding> run(Stage stage, Case one) {
    var findings = new ArrayList<Finding>();
    for (var step : one.steps()) {
      var isMany = step.times() > 1 && !step.verb().isBatch();
      var answer = isMany ? summary(all(stage, step)) : document(stage.take(step, 0));
      if (!step.as().isEmpty()) {
        stage.keep(step.as(), answer);
      }
      findings.addAll(compare(stage, one, step, answer));
    }
    return findings;
  }

  /// All turns of a step, at most `atOnce` waiting at one time.
  private static List<Outcome<Document>> all(Stage stage, Step step) {
    try (var callers = Executors.newFixedThreadPool(step.atOnce(), Thread.ofVirtual().factory())) {
      var turns = new ArrayList<Callable<Outcome<Document>>>();
      for (var turn = 0; turn < step.times(); turn++) {
        var mine = turn;
        turns.add(() -> stage.take(step, mine));
      }
      var outcomes = new ArrayList<Outcome<Document>>();
      for (Future<Outcome<Document>> turn : callers.invokeAll(turns)) {
        outcomes.add(turn.get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in line " + step.line(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("line " + step.line() + ": " + e.getCause(), e);
    }
  }

  /// What many outcomes come to: `accepted`, `replayed`, `credits` in all, `refused` by code, and
  /// the first answer of each kind in `first` and `first_refused`.
  private static Document summary(List<Outcome<Document>> outcomes) {
    var refused = new TreeMap<String, Long>();
    var accepted = 0L;
    var replays = 0L;
    var credits = BigDecimal.ZERO;
    Optional<Document> first = Optional.empty();
    Optional<Document> firstRefused = Optional.empty();
    for (var outcome : outcomes) {
      switch (outcome) {
        case Outcome.Done<Document>(var answer, var replayed) -> {
          accepted++;
          replays += replayed ? 1 : 0;
          credits = credits.add(answer.optionalDecimal("credits").orElse(BigDecimal.ZERO));
          first = first.or(() -> Optional.of(answer));
        }
        case Outcome.Refused<Document>(var problem) -> {
          refused.merge(problem.code(), 1L, Long::sum);
          firstRefused = firstRefused.or(() -> Optional.of(problem.document()));
        }
      }
    }
    var text = new StringBuilder();
    text.append(
        Body.of("accepted", accepted)
            .put("replayed", replays)
            .put("credits", credits)
            .put("refused", refused));
    text.setLength(text.length() - 1);
    first.ifPresent(answer -> text.append(",\"first\":").append(answer));
    firstRefused.ifPresent(answer -> text.append(",\"first_refused\":").append(answer));
    return Document.parse(
        text.append('}').toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Document document(Outcome<Document> outcome) {
    return switch (outcome) {
      case Outcome.Done<Document>(var answer, _) -> answer;
      case Outcome.Refused<Document>(var problem) -> problem.document();
    };
  }

  private static List<Finding> compare(Stage stage, Case one, Step step, Document answer) {
    Map<String, String> expect = new LinkedHashMap<>();
    if ((step.times() == 1 || step.verb().isBatch())
        && !step.expect().containsKey("code")
        && !step.expect().containsKey("status")) {
      expect.put("code", "");
    }
    expect.putAll(step.expect());
    var findings = new ArrayList<Finding>();
    expect.forEach((path, raw) -> {
      var expected = stage.text(raw, 0);
      var got = Values.at(answer, stage.text(path, 0)).orElse("");
      var ok = Values.same(expected, got);
      // An unexpected refusal says more than the absence of what it should have been.
      var problem = ok ? Optional.<String>empty() : answer.optionalText("detail");
      var figures =
          step.proves().entrySet().stream()
              .filter(proof -> proof.getValue().equals(path))
              .map(Map.Entry::getKey)
              .toList();
      for (var figure : figures) {
        findings.add(
            new Finding(
                one.title(), step.line(), Optional.of(figure), path, expected, got, ok, problem));
      }
      if (figures.isEmpty()) {
        findings.add(
            new Finding(
                one.title(), step.line(), Optional.empty(), path, expected, got, ok, problem));
      }
    });
    return findings;
  }
}
