/// What happened, and how it becomes a quantity.
///
/// Owns events' values, meters and their aggregations. Doesn't own prices (catalog, rating) nor the
/// storage of events. An event's `occurredAt` is the time in the world; when it was recorded is the
/// account's concern.
@NullMarked
package dev.saldo.core.metering;

import org.jspecify.annotations.NullMarked;
