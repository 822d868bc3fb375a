package dev.saldo.server;

import dev.saldo.server.clock.ClockSettings;
import dev.saldo.server.engine.EngineSettings;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.storage.Place;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.PoolSizes;
import java.nio.file.Path;
import java.util.Optional;

/// How one node is to run.
///
/// @param place where data is kept
/// @param signingKey the text of the key for checkpoints; from its file where there is none
/// @param signingKeyFile where that key is kept, and made the first time
/// @param jobs whether this node does jobs
public record Settings(
    Place place,
    Optional<String> signingKey,
    Path signingKeyFile,
    HttpSettings http,
    EngineSettings engine,
    PoolSizes pools,
    ClockSettings clock,
    boolean jobs) {

  /// On a folder with a server of our own.
  public static Settings inFolder(Path folder, HttpSettings http) {
    return new Settings(
        new Place.Folder(folder),
        Optional.empty(),
        keyFile(folder),
        http,
        EngineSettings.standard(),
        PoolSizes.standard(),
        ClockSettings.standard(),
        true);
  }

  /// On a database that somebody else runs.
  ///
  /// @param folder for the key alone
  public static Settings on(DatabaseAccess access, Path folder, HttpSettings http) {
    return new Settings(
        new Place.Elsewhere(access),
        Optional.empty(),
        keyFile(folder),
        http,
        EngineSettings.standard(),
        PoolSizes.standard(),
        ClockSettings.standard(),
        true);
  }

  /// The same with a given signing key.
  public Settings withSigningKey(Optional<String> text) {
    return new Settings(place, text, signingKeyFile, http, engine, pools, clock, jobs);
  }

  /// The same with another layout of the engine and the pools.
  public Settings withSizes(EngineSettings lanes, PoolSizes connections) {
    return new Settings(place, signingKey, signingKeyFile, http, lanes, connections, clock, jobs);
  }

  /// The same by another clock, or with another bound on how far it may leap.
  public Settings withClock(ClockSettings other) {
    return new Settings(place, signingKey, signingKeyFile, http, engine, pools, other, jobs);
  }

  /// The same on a node that leaves jobs to others.
  public Settings withoutJobs() {
    return new Settings(place, signingKey, signingKeyFile, http, engine, pools, clock, false);
  }

  private static Path keyFile(Path folder) {
    return folder.resolve("secrets").resolve("checkpoint-key");
  }
}
