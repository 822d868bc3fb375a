package dev.saldo.store.audit;

import java.util.List;

/// What one check came to in one workspace.
///
/// @param promise what it holds the books to
/// @param examined how many rows were held against it
/// @param differences how many differ
/// @param first the first of those, at most [#FIRST_MAX]
public record Finding(
    String check, String promise, long examined, long differences, List<Difference> first) {
  /// How many differences are kept with their particulars.
  public static final int FIRST_MAX = 100;

  public Finding {
    first = List.copyOf(first);
    if (first.size() > differences) {
      throw new IllegalArgumentException("more particulars than differences");
    }
  }

  public boolean isClean() {
    return differences == 0;
  }
}
