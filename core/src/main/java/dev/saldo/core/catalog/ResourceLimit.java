package dev.saldo.core.catalog;

/// How many of a kind of resource a plan includes.
public sealed interface ResourceLimit {
  /// What a plan includes that doesn't name the kind.
  ResourceLimit NONE = new AtMost(0);

  /// So many at a time.
  ///
  /// @param count zero for none at all
  record AtMost(int count) implements ResourceLimit {
    public AtMost {
      if (count < 0) {
        throw new IllegalArgumentException("at most " + count);
      }
    }
  }

  /// Any number.
  record Unlimited() implements ResourceLimit {}

  /// Whether so many at a time are included.
  default boolean allows(long count) {
    return switch (this) {
      case AtMost(var most) -> count <= most;
      case Unlimited _ -> true;
    };
  }

  /// The count; the greatest number where there is none.
  default long bound() {
    return switch (this) {
      case AtMost(var most) -> most;
      case Unlimited _ -> Long.MAX_VALUE;
    };
  }

  /// Whether it includes fewer than another does.
  default boolean isBelow(ResourceLimit other) {
    return this instanceof AtMost(var most) && other.allows(most + 1L);
  }
}
