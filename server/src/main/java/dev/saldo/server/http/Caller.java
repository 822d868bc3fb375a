package dev.saldo.server.http;

import java.util.Optional;
import java.util.Set;

/// Who asks, as the key says.
///
/// @param keyId the key's public id, safe to log
/// @param workspaceId the workspace's number in the store
/// @param workspace the workspace's public id
/// @param scopes what the key may do
/// @param customer the one customer the key is bound to, by public id; none for a workspace's key
/// @param automation the one automation the key is bound to, by public id
public record Caller(
    String keyId,
    long workspaceId,
    String workspace,
    Mode mode,
    Set<String> scopes,
    Optional<String> customer,
    Optional<String> automation) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /// A key of a workspace that is bound to nothing.
  public static Caller of(
      String keyId, long workspaceId, String workspace, Mode mode, Set<String> scopes) {
    return new Caller(
        keyId, workspaceId, workspace, mode, scopes, Optional.empty(), Optional.empty());
  }

  public boolean may(String scope) {
    return scopes.contains(scope);
  }
}
