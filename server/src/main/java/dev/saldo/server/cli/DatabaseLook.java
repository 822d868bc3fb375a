package dev.saldo.server.cli;

import dev.saldo.server.clock.ClockSettings;
import dev.saldo.server.clock.ClockWatch;
import dev.saldo.store.database.DatabaseException;
import dev.saldo.store.database.Diagnosis;
import dev.saldo.store.embedded.EmbeddedPostgresException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A look at the database: version, settings, schema, roles, clock.
final class DatabaseLook {
  private static final Duration CLOCK_WARN = Duration.ofSeconds(1);
  private static final Duration CLOCK_FAIL = Duration.ofSeconds(5);

  private final Symptoms symptoms;
  private final ClockSettings clock;

  private DatabaseLook(Symptoms symptoms, ClockSettings clock) {
    this.symptoms = symptoms;
    this.clock = clock;
  }

  static void at(Symptoms symptoms, DatabaseOptions database, ClockSettings clock) {
    var look = new DatabaseLook(symptoms, clock);
    try {
      if (database.elsewhere().isEmpty() && !Files.isDirectory(database.data().resolve("data"))) {
        symptoms.ok("database", "none yet; `saldo serve` makes it");
        return;
      }
      try (var reached = database.reach()) {
        symptoms.ok(
            "database",
            reached.access().owner()
                + (reached.server().isPresent() ? ", started for this look" : ", answers"));
        var now = Instant.now();
        look.tell(Diagnosis.of(reached.access(), now), now);
      }
    } catch (EmbeddedPostgresException | DatabaseException e) {
      symptoms.fail("database", String.valueOf(e.getMessage()), "see the sentence above");
    } catch (SQLException e) {
      symptoms.fail(
          "database", String.valueOf(e.getMessage()), "see whether it runs and takes connections");
    }
  }

  private void tell(Diagnosis diagnosis, Instant now) {
    if (diagnosis.isNewEnough()) {
      symptoms.ok("version", "PostgreSQL " + diagnosis.version());
    } else {
      symptoms.fail("version", "PostgreSQL " + diagnosis.version(), "move to 15 or newer");
    }
    diagnosis.settings().forEach(this::setting);
    schema(diagnosis);
    list(
        "row-level security",
        diagnosis.unforced(),
        "forced on every table with a workspace",
        "run ALTER TABLE … FORCE ROW LEVEL SECURITY on them");
    list(
        "application's role",
        diagnosis.applicationFaults(),
        "a plain one that owns nothing",
        "set DATABASE_APP_URL to a plain role");
    clock(diagnosis.ahead());
    diagnosis.lastSeen().ifPresent(last -> leap(last, diagnosis.approvedUntil(), now));
  }

  private void setting(String name, String value) {
    if (!value.equals("off")) {
      symptoms.ok(name, value);
    } else if (name.equals("data_checksums")) {
      symptoms.warn(
          name, value, "turn them on with pg_checksums, so that damaged pages are noticed");
    } else {
      symptoms.fail(name, value, "set it to on: acknowledged data could be lost in a crash");
    }
  }

  private void schema(Diagnosis diagnosis) {
    if (!diagnosis.failedSteps().isEmpty()) {
      symptoms.fail(
          "schema",
          "failed at " + String.join(", ", diagnosis.failedSteps()),
          "start `saldo serve` and read what it says");
    } else if (diagnosis.steps().isEmpty()) {
      symptoms.warn("schema", "none", "`saldo serve` makes it");
    } else {
      symptoms.ok("schema", "at step " + diagnosis.steps().getLast());
    }
  }

  private void list(String check, List<String> faults, String fine, String advice) {
    if (faults.isEmpty()) {
      symptoms.ok(check, fine);
    } else {
      symptoms.fail(check, String.join(", ", faults), advice);
    }
  }

  private void leap(Instant last, Optional<Instant> approvedUntil, Instant now) {
    var approved = approvedUntil.filter(until -> !now.isAfter(until)).isPresent();
    if (approved || !now.isAfter(last.plus(clock.bound()))) {
      symptoms.ok("clock seen last", last.toString());
    } else {
      symptoms.fail(
          "clock seen last",
          ClockWatch.leap(last, now),
          "until then nothing is posted or finalized, and acts are answered with clock_unsafe");
    }
  }

  private void clock(Duration ahead) {
    var apart = ahead.abs();
    var found = "%d ms apart from the database's".formatted(apart.toMillis());
    if (apart.compareTo(CLOCK_FAIL) > 0) {
      symptoms.fail("clock", found, "let NTP set both clocks");
    } else if (apart.compareTo(CLOCK_WARN) > 0) {
      symptoms.warn("clock", found, "let NTP set both clocks");
    } else {
      symptoms.ok("clock", found);
    }
  }
}
