package dev.saldo.server.http;

import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The checks between an address and its handler: credential in the address, TLS, key, workspace,
/// scope and idempotency key, in this order.
final class Gate {
  private static final Pattern SECRET = Pattern.compile("sk_(?:live|test)_[0-9A-Za-z_-]+");
  private static final Set<String> SECRET_NAMES =
      Set.of("api_key", "apikey", "api-key", "access_token", "authorization", "secret");
  private static final int SECRET_LENGTH_MAX = 512;
  private static final int IDEMPOTENCY_KEY_LENGTH_MAX = 255;

  private final Authenticator authenticator;
  private final boolean requireTls;

  Gate(Authenticator authenticator, boolean requireTls) {
    this.authenticator = authenticator;
    this.requireTls = requireTls;
  }

  /// Lets a request pass to its route, or throws its problem.
  Incoming admit(
      Request request, Route route, Map<String, String> path, String requestId, Language language) {
    HttpFields headers = request.getHeaders();
    Caller caller = null;
    if (!(route.access() instanceof Route.Access.Open)) {
      checkTls(request);
      caller = caller(headers);
      checkWorkspace(headers, caller);
      if (route.access() instanceof Route.Access.Scoped(String scope) && !caller.may(scope)) {
        throw Problem.of(ProblemType.INSUFFICIENT_SCOPE).with("scope", scope).toException();
      }
    }
    String key = route.idempotent() ? idempotencyKey(headers) : null;
    return new Incoming(request, route, requestId, language, path, caller, key, null);
  }

  /// Refuses an address with a secret in it, telling the authenticator of it.
  void checkAddress(String rawPath, @Nullable String rawQuery) {
    if (rawPath.contains("sk_")) {
      refuseSecret(rawPath);
    }
    if (rawQuery == null) {
      return;
    }
    String query = Percent.decode(rawQuery, true);
    if (query != null) {
      refuseSecret(query);
    }
    for (String parameter : rawQuery.split("&", 100)) {
      int equals = parameter.indexOf('=');
      String name = Percent.decode(equals < 0 ? parameter : parameter.substring(0, equals), true);
      if (name != null && SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        throw Problem.of(ProblemType.CREDENTIAL_IN_URL).toException();
      }
    }
  }

  private void refuseSecret(String text) {
    Matcher matcher = SECRET.matcher(text);
    if (matcher.find()) {
      authenticator.keySeenInUrl(matcher.group());
      throw Problem.of(ProblemType.CREDENTIAL_IN_URL).toException();
    }
  }

  private void checkTls(Request request) {
    if (!requireTls || request.isSecure()) {
      return;
    }
    String scheme = request.getHeaders().get("X-Forwarded-Proto");
    boolean secure =
        scheme == null ? fromLoopback(request) : scheme.strip().equalsIgnoreCase("https");
    if (!secure) {
      throw Problem.of(ProblemType.TLS_REQUIRED).toException();
    }
  }

  private static boolean fromLoopback(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress socket
        && loopback(socket.getAddress());
  }

  private static boolean loopback(@Nullable InetAddress address) {
    return address != null && address.isLoopbackAddress();
  }

  private Caller caller(HttpFields headers) {
    String secret = secret(headers);
    if (secret.isEmpty()) {
      throw unauthenticated();
    }
    return authenticator.authenticate(secret).orElseThrow(Gate::unauthenticated);
  }

  /// The bearer's secret (RFC 6750 §2.1), empty where there isn't one that makes sense.
  private static String secret(HttpFields headers) {
    String value = headers.get(HttpHeader.AUTHORIZATION);
    if (value == null
        || value.length() < 8
        || value.length() > SECRET_LENGTH_MAX
        || !value.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return "";
    }
    String secret = value.substring(7).strip();
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      if (c <= 0x20 || c > 0x7E) {
        return "";
      }
    }
    return headers.getValuesList(HttpHeader.AUTHORIZATION).size() == 1 ? secret : "";
  }

  private static void checkWorkspace(HttpFields headers, Caller caller) {
    String claimed = headers.get("X-Tenant-Id");
    if (claimed != null
        && !claimed.equals(caller.workspace())
        && !claimed.equals(Long.toString(caller.workspaceId()))) {
      throw Problem.of(ProblemType.TENANT_MISMATCH).toException();
    }
  }

  private static String idempotencyKey(HttpFields headers) {
    List<String> keys = headers.getValuesList("Idempotency-Key");
    if (keys.isEmpty()) {
      throw Problem.of(ProblemType.IDEMPOTENCY_KEY_REQUIRED).toException();
    }
    String key = keys.getFirst();
    boolean valid =
        keys.size() == 1 && !key.isEmpty() && key.length() <= IDEMPOTENCY_KEY_LENGTH_MAX;
    for (int i = 0; valid && i < key.length(); i++) {
      valid = key.charAt(i) >= 0x20 && key.charAt(i) <= 0x7E;
    }
    if (!valid) {
      throw Problem.of(ProblemType.IDEMPOTENCY_KEY_INVALID)
          .with("max", IDEMPOTENCY_KEY_LENGTH_MAX)
          .toException();
    }
    return key;
  }

  private static ProblemException unauthenticated() {
    return Problem.of(ProblemType.UNAUTHENTICATED).toException();
  }
}
