package dev.saldo.server.engine;

import java.time.Duration;

/// How an engine is laid out.
///
/// @param lanes how many batches may be under way at once
/// @param batchMax the most commands of one transaction
/// @param queueMax the most commands that wait
/// @param worthwhile how many commands must wait for a lane to begin while another is at work
/// @param clockBound how far the clock may fall back before nothing is posted any more
/// @param stopWait how long stopping waits for what is queued
public record EngineSettings(
    int lanes, int batchMax, int queueMax, int worthwhile, Duration clockBound, Duration stopWait) {
  public EngineSettings {
    if (lanes < 1 || batchMax < 1 || queueMax < 1) {
      throw new IllegalArgumentException("an engine has a lane, and a lane has room");
    }
  }

  /// Two lanes of up to 1,000 commands a batch and 40,000 waiting.
  public static EngineSettings standard() {
    return new EngineSettings(2, 1_000, 40_000, 16, Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /// The same with another number of lanes.
  public EngineSettings withLanes(int count) {
    return new EngineSettings(count, batchMax, queueMax, worthwhile, clockBound, stopWait);
  }

  /// The same with other limits of batches and queues.
  public EngineSettings withLimits(int commandsPerBatch, int commandsWaiting) {
    return new EngineSettings(
        lanes, commandsPerBatch, commandsWaiting, worthwhile, clockBound, stopWait);
  }
}
