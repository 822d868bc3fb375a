package dev.saldo.store.limit;

import dev.saldo.core.limit.TallyKey;
import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The resources that customers have claimed. Safe for use by many threads.
public final class ResourceReads {
  private static final UUID FIRST = new UUID(0, 0);

  private static final String PAGE =
      """
      SELECT id, name, reference, claimed_at, returned_at FROM resource
       WHERE workspace_id = ? AND customer_id = ? AND id > ?
         AND (? OR returned_at IS NULL)
       ORDER BY id LIMIT ?
      """;

  private static final String PAGE_OF_KIND =
      """
      SELECT id, name, reference, claimed_at, returned_at FROM resource
       WHERE workspace_id = ? AND customer_id = ? AND name = ? AND id > ?
         AND (? OR returned_at IS NULL)
       ORDER BY id LIMIT ?
      """;

  private static final String OWNER =
      "SELECT customer_id FROM resource WHERE workspace_id = ? AND id = ?";

  private static final String USED =
      """
      SELECT subject, consumed FROM tally
       WHERE workspace_id = ? AND customer_id = ? AND period_from = ?
      """;

  private static final String GRACE =
      """
      SELECT until FROM resource_grace WHERE workspace_id = ? AND customer_id = ? AND given_at >= ?
       ORDER BY given_at DESC LIMIT 1
      """;

  private final ReadSide reads;

  public ResourceReads(ReadSide reads) {
    this.reads = reads;
  }

  /// One resource.
  ///
  /// @param returnedAt empty while it is claimed
  public record ResourceRow(
      UUID id, String name, String reference, Instant claimedAt, Optional<Instant> returnedAt) {}

  /// Some of a customer's resources in the order of their claims.
  ///
  /// @param name the kind; empty for all
  /// @param after the last one that was seen; empty for the first page
  /// @param returnedToo whether those that were given back are told as well
  public List<ResourceRow> page(
      long workspace,
      UUID customer,
      Optional<String> name,
      Optional<UUID> after,
      boolean returnedToo,
      int most) {
    var from = after.orElse(FIRST);
    return name.isPresent()
        ? reads.list(
            workspace,
            PAGE_OF_KIND,
            ResourceReads::row,
            workspace,
            customer,
            name.get(),
            from,
            returnedToo,
            most)
        : reads.list(
            workspace, PAGE, ResourceReads::row, workspace, customer, from, returnedToo, most);
  }

  /// Whose a resource is.
  public Optional<UUID> owner(long workspace, UUID id) {
    return reads.first(workspace, OWNER, Columns::uuid, workspace, id);
  }

  /// How many of each kind are claimed.
  public Map<String, Long> used(long workspace, UUID customer) {
    var used = new HashMap<String, Long>();
    reads
        .list(
            workspace,
            USED,
            row -> Map.entry(new TallyKey(row.text(), TallyKey.RESOURCES_FROM), row.decimal()),
            workspace,
            customer,
            TallyKey.RESOURCES_FROM)
        .forEach(one -> used.put(one.getKey().resource(), one.getValue().longValueExact()));
    return used;
  }

  /// Until when resources above the counts were agreed to stay, since a time.
  public Optional<Instant> grace(long workspace, UUID customer, Instant since) {
    return reads.first(workspace, GRACE, Columns::instant, workspace, customer, since);
  }

  private static ResourceRow row(Columns row) throws SQLException {
    return new ResourceRow(row.uuid(), row.text(), row.text(), row.instant(), row.instantIfAny());
  }
}
