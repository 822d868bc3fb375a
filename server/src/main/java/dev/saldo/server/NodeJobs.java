package dev.saldo.server;

import dev.saldo.server.checkpoint.CheckpointJob;
import dev.saldo.server.engine.DueJob;
import dev.saldo.server.invoice.BillingJob;
import dev.saldo.server.jobs.Jobs;
import dev.saldo.server.migration.MigrationJob;
import dev.saldo.store.access.Keys;
import dev.saldo.store.access.Workspaces;
import dev.saldo.store.limit.SpentActs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/// What a node does by the clock.
record NodeJobs(
    DueJob due,
    BillingJob billing,
    MigrationJob migrations,
    CheckpointJob checkpoints,
    Workspaces workspaces,
    SpentActs spent,
    Keys keys,
    InstantSource clock) {
  /// How many accounts with something due are asked for at once.
  static final int DUE_SLICE = 500;

  private static final Duration ACTS_KEPT = Duration.ofDays(2);
  private static final Duration SESSIONS_KEPT = Duration.ofDays(1);

  List<Jobs.Job> all() {
    return List.of(
        new Jobs.Job("due", Duration.ofSeconds(2), this::post),
        new Jobs.Job("billing", Duration.ofSeconds(5), billing::run),
        new Jobs.Job("migration", Duration.ofSeconds(2), migrations::run),
        new Jobs.Job("checkpoint", Duration.ofHours(1), checkpoints::run),
        new Jobs.Job("spent-acts", Duration.ofHours(1), this::forgetActs),
        new Jobs.Job(
            "portal-sessions",
            Duration.ofHours(1),
            () -> keys.forgetSessions(clock.instant().minus(SESSIONS_KEPT))));
  }

  private void post() throws Exception {
    var broken = new HashSet<UUID>();
    while (due.run(broken::add) == DUE_SLICE) {
      Thread.onSpinWait();
    }
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          "what is due of %,d customers can't be posted, such as %s; the log says why"
              .formatted(broken.size(), broken.iterator().next()));
    }
  }

  private void forgetActs() {
    var before = clock.instant().minus(ACTS_KEPT);
    workspaces.all().forEach(workspace -> spent.delete(workspace.id(), before));
  }
}
