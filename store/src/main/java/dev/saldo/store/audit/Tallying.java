package dev.saldo.store.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A finding in the making.
final class Tallying {
  private final String check;
  private final String promise;
  private final long workspace;
  private final List<Difference> first = new ArrayList<>();
  private long examined;
  private long differences;

  Tallying(String check, String promise, long workspace) {
    this.check = check;
    this.promise = promise;
    this.workspace = workspace;
  }

  void examined(long more) {
    examined += more;
  }

  long examined() {
    return examined;
  }

  void differs(
      Optional<UUID> customer,
      Optional<UUID> wallet,
      String subject,
      String expected,
      String found) {
    differences++;
    if (first.size() < Finding.FIRST_MAX) {
      first.add(new Difference(check, workspace, customer, wallet, subject, expected, found));
    }
  }

  Finding done() {
    return new Finding(check, promise, examined, differences, first);
  }
}
