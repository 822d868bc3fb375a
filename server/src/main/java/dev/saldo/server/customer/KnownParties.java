package dev.saldo.server.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saldo.core.account.Attribution;
import dev.saldo.server.account.Parties;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.customer.Party;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Members, cost centres and automations as acts name them, kept in memory for 20 seconds at most.
///
/// One that isn't registered is kept too, because every act may name it. Safe for use by many
/// threads.
public final class KnownParties implements Parties {
  private static final Duration KEPT = Duration.ofSeconds(20);
  private static final int KEPT_MAX = 50_000;

  private final dev.saldo.store.customer.Parties parties;
  private final Cache<Named, Attribution.Party> known =
      Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(KEPT).build();

  private record Named(long workspace, UUID customer, Party.Kind kind, String reference) {}

  public KnownParties(dev.saldo.store.customer.Parties parties) {
    this.parties = parties;
  }

  @Override
  public Attribution.Party named(long workspaceId, UUID customer, Kind kind, String reference) {
    Named named = new Named(workspaceId, customer, kind(kind), reference);
    return known.get(named, this::load);
  }

  private Attribution.Party load(Named named) {
    return find(named.workspace(), named.customer(), named.kind(), named.reference())
        .map(found ->
            new Attribution.Party(found.externalId(), Optional.of(found.name()), found.email()))
        .orElseGet(
            () -> new Attribution.Party(named.reference(), Optional.empty(), Optional.empty()));
  }

  /// One by its id or its external id.
  public Optional<Party> find(long workspace, UUID customer, Party.Kind kind, String reference) {
    Optional<UUID> id = PublicId.parse(PartyKinds.idKind(kind), reference);
    return id.isPresent()
        ? parties.find(workspace, customer, kind, id.get())
        : parties.findByExternalId(workspace, customer, kind, reference);
  }

  /// Forgets what it knew of one that was added, changed or removed.
  void forget(long workspace, UUID customer, Party party) {
    Party.Kind kind = party.kind();
    String id = PublicId.of(PartyKinds.idKind(kind), party.id());
    known.invalidate(new Named(workspace, customer, kind, id));
    known.invalidate(new Named(workspace, customer, kind, party.externalId()));
  }

  private static Party.Kind kind(Kind kind) {
    return switch (kind) {
      case MEMBER -> Party.Kind.MEMBER;
      case COST_CENTRE -> Party.Kind.COST_CENTRE;
      case AUTOMATION -> Party.Kind.AUTOMATION;
    };
  }
}
