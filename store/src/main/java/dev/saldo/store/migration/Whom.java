package dev.saldo.store.migration;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which customers a migration is about: those on a plan of some versions, paused ones too, or
/// those that are named, wherever they are.
///
/// @param version the version that they are on; empty for every one older than `below`
/// @param below the version that they are moved to
/// @param customers those that are named; empty for all of the versions
public record Whom(
    String catalog, Optional<Integer> version, int below, Optional<List<UUID>> customers) {
  public Whom {
    customers = customers.map(List::copyOf);
  }

  int versionMin() {
    return version.orElse(1);
  }

  int versionMax() {
    return version.orElse(below - 1);
  }

  /// Whether customers on a version are meant.
  public boolean isMeant(String otherCatalog, int otherVersion) {
    return otherCatalog.equals(catalog)
        && otherVersion >= versionMin()
        && otherVersion <= versionMax();
  }

  /// How far a list of them is: after this version and customer.
  public record Place(int version, UUID customer) {
    public static final Place BEGINNING = new Place(0, new UUID(0, 0));
  }
}
