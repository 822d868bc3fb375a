package dev.saldo.server.http;

/// Whether a key acts on real customers or on test ones; the two never meet.
public enum Mode {
  LIVE,
  TEST
}
