package dev.saldo.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the doctor has found so far.
final class Symptoms {
  private final List<Symptom> found = new ArrayList<>();

  /// How grave a finding is.
  enum State {
    OK,
    WARN,
    FAIL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One finding.
  ///
  /// @param advice what to do; empty where nothing is to be done
  record Symptom(String check, State state, String found, String advice) {}

  void ok(String check, String what) {
    found.add(new Symptom(check, State.OK, what, ""));
  }

  void warn(String check, String what, String advice) {
    found.add(new Symptom(check, State.WARN, what, advice));
  }

  void fail(String check, String what, String advice) {
    found.add(new Symptom(check, State.FAIL, what, advice));
  }

  List<Symptom> all() {
    return List.copyOf(found);
  }

  boolean anyFailure() {
    return found.stream().anyMatch(one -> one.state() == State.FAIL);
  }
}
