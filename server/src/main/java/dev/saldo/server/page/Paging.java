package dev.saldo.server.page;

import java.util.Optional;

/// What page a caller asks for.
///
/// @param limit how many items, 1 to [#LIMIT_MAX]; fetch one more to know whether there is a next
/// @param after the position after which the page begins, as the handler gave it; none for the
///   first
/// @param sort the order asked for, one of those the route allows; the first of them by default
public record Paging(int limit, Optional<String> after, String sort) {
  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;

  public Paging {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit");
    }
  }
}
