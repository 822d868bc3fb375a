package dev.saldo.store.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The PostgreSQL settings Saldo runs with: durable first, then tuned for many small transactions
/// that update the same few columns again and again, on a small machine.
final class ServerSettings {

  /// Without these an acknowledged write could be lost or a damaged page go unseen.
  static final List<String> SAFETY =
      List.of("fsync", "full_page_writes", "synchronous_commit", "data_checksums");

  private final Map<String, String> values = new LinkedHashMap<>();

  ServerSettings(ServerFolder folder, Binaries binaries, int port, Map<String, String> overrides) {
    durable();
    reachable(port);
    tuned(binaries);
    logged(folder);
    values.putAll(overrides);
  }

  private void durable() {
    values.put("fsync", "on");
    values.put("full_page_writes", "on");
    values.put("synchronous_commit", "on");
  }

  private void reachable(int port) {
    values.put("listen_addresses", "127.0.0.1");
    values.put("unix_socket_directories", "");
    values.put("port", Integer.toString(port));
    values.put("password_encryption", "scram-sha-256");
    values.put("max_connections", "100");
    values.put("tcp_keepalives_idle", "60");
    values.put("client_connection_check_interval", "10s");
  }

  private void tuned(Binaries binaries) {
    values.put("shared_buffers", "256MB");
    values.put("huge_pages", "try");
    values.put("wal_buffers", "16MB");
    values.put("wal_compression", binaries.lz4() ? "lz4" : "off");
    values.put("max_wal_senders", "0");
    values.put("max_wal_size", "4GB");
    values.put("checkpoint_timeout", "15min");
    values.put("checkpoint_completion_target", "0.9");
    values.put("random_page_cost", "1.1");
    values.put("effective_io_concurrency", "16");
    values.put("jit", "off");
    values.put("max_parallel_workers_per_gather", "0");
    values.put("io_workers", "2");
    values.put("autovacuum_naptime", "15s");
    values.put("autovacuum_vacuum_scale_factor", "0.05");
    values.put("autovacuum_vacuum_cost_limit", "1000");
    values.put("autovacuum_analyze_scale_factor", "0.05");
    values.put("timezone", "UTC");
  }

  private void logged(ServerFolder folder) {
    values.put("logging_collector", "on");
    values.put("log_directory", folder.log().toString());
    values.put("log_filename", "postgresql-%a.log");
    values.put("log_rotation_age", "1d");
    values.put("log_rotation_size", "0");
    values.put("log_truncate_on_rotation", "on");
    values.put("log_timezone", "UTC");
    values.put("log_statement", "none");
    values.put("log_parameter_max_length_on_error", "0");
  }

  /// The settings as words of the server's command line.
  List<String> words() {
    var words = new ArrayList<String>();
    values.forEach((name, value) -> {
      words.add("-c");
      words.add(name + "=" + value);
    });
    return words;
  }
}
