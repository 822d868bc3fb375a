package dev.saldo.server.problem;

/// Where a caller stands on one rate limit, for the `RateLimit` and `RateLimit-Policy` fields
/// (draft-ietf-httpapi-ratelimit-headers).
///
/// Only refusals tell it, because only they know it. A window is examined by looking at one earlier
/// act, the one that would have to be outside it; so an act that passes has learnt that it fits,
/// but not how many more would, and its answer can't say what `r` asks for. To count the window's
/// acts would cost every charge a read that grows with the rate. Whoever wants the count asks for
/// the customer's limits.
///
/// @param name the limit's id in the catalog; letters, digits, `_`, `-` and `.`
/// @param quota how many acts a window allows
/// @param windowSeconds the window's length
/// @param remaining how many acts are left, ≥ 0
/// @param resetSeconds seconds until more are allowed, ≥ 0
public record RateLimit(
    String name, long quota, long windowSeconds, long remaining, long resetSeconds) {
  public RateLimit {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '-'
              || c == '.';
      if (!allowed) {
        throw new IllegalArgumentException("not a limit's name: " + name);
      }
    }
    if (quota < 0 || windowSeconds < 0 || remaining < 0 || resetSeconds < 0) {
      throw new IllegalArgumentException("a rate limit's figures can't be negative");
    }
  }

  /// The `RateLimit-Policy` item.
  public String policy() {
    return "\"" + name + "\";q=" + quota + ";w=" + windowSeconds;
  }

  /// The `RateLimit` item.
  public String state() {
    return "\"" + name + "\";r=" + remaining + ";t=" + resetSeconds;
  }
}
