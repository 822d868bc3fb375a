package dev.saldo.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs of all nodes on one database.
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration LOOKED_EVERY = Duration.ofSeconds(1);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  /// A node that was killed says nothing for six of these; then others take up its jobs.
  private static final Duration HEARD_EVERY = Duration.ofSeconds(5);

  private final Scheduler scheduler;

  /// One job.
  ///
  /// @param name as it stands in the table, for good
  /// @param every how long after its end it begins again
  public record Job(String name, Duration every, Work work) {}

  /// What a job does.
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  private Jobs(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// Told of what becomes of jobs.
  public interface Metrics {
    Metrics NONE = (_, _) -> {};

    /// @param job its name
    void ended(String job, boolean well);
  }

  /// Begins to do jobs, together with other nodes on the same database. One that throws has failed:
  /// the table of jobs says so, and it is tried again at its next time.
  ///
  /// @param clock by which jobs fall due; while it stands still, none does
  public static Jobs start(
      DataSource connections, List<Job> jobs, InstantSource clock, Metrics metrics) {
    List<RecurringTask<Void>> tasks = jobs.stream().map(job -> task(job, metrics)).toList();
    Scheduler scheduler =
        Scheduler.create(connections)
            .startTasks(tasks)
            .threads(2)
            .pollingInterval(LOOKED_EVERY)
            .heartbeatInterval(HEARD_EVERY)
            .clock(clock::instant)
            .shutdownMaxWait(STOP_WAIT)
            .build();
    scheduler.start();
    return new Jobs(scheduler);
  }

  private static RecurringTask<Void> task(Job job, Metrics metrics) {
    return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
        .execute((_, _) -> run(job, metrics));
  }

  private static void run(Job job, Metrics metrics) {
    var well = false;
    try {
      job.work().run();
      well = true;
    } catch (Exception e) {
      LOG.error("The job {} failed; it is tried again in {}", job.name(), job.every(), e);
      throw new JobFailedException(job.name(), e);
    } finally {
      metrics.ended(job.name(), well);
    }
  }

  /// Begins no more jobs and waits for those that run.
  @Override
  public void close() {
    scheduler.stop();
  }
}
