package dev.saldo.server.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access log: one line per request at level INFO of the logger `saldo.access`.
///
/// A line has method, path, status, milliseconds and request id; never the query, a header or a
/// body, so no secret and no line end gets into it.
final class AccessLog {
  private static final int PATH_LENGTH_MAX = 200;

  private final Logger log = LoggerFactory.getLogger("saldo.access");

  void answered(Request request, String requestId, int status, long nanos) {
    if (log.isInfoEnabled()) {
      log.info(
          "{} {} {} {}ms {}",
          plain(request.getMethod()),
          path(request.getHttpURI().getPath()),
          status,
          TimeUnit.NANOSECONDS.toMillis(nanos),
          requestId);
    }
  }

  private static String path(@Nullable String path) {
    if (path == null) {
      return "-";
    }
    return path.contains("sk_") || path.contains("%") ? "(withheld)" : plain(path);
  }

  /// The text without anything but visible ASCII.
  private static String plain(String text) {
    int length = Math.min(PATH_LENGTH_MAX, text.length());
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) <= 0x20 || text.charAt(i) > 0x7E) {
        return "(withheld)";
      }
    }
    return length == text.length() ? text : text.substring(0, length) + "…";
  }
}
