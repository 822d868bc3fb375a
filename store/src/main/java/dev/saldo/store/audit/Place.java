package dev.saldo.store.audit;

import java.util.UUID;

/// A wallet's place among all wallets, in the order in which PostgreSQL sorts them.
record Place(UUID customer, UUID wallet) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    var byCustomer = compare(customer, other.customer);
    return byCustomer != 0 ? byCustomer : compare(wallet, other.wallet);
  }

  /// As unsigned bytes.
  private static int compare(UUID one, UUID other) {
    var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }
}
