package dev.saldo.store.catalog;

import java.time.Instant;

/// One published version of a catalog.
///
/// @param version counted from 1 by catalog
/// @param text the catalog as it was sent
/// @param digest the text's SHA-256, in hexadecimal
/// @param publishedBy the key that published it
public record CatalogVersion(
    String name,
    int version,
    String text,
    String digest,
    String publishedBy,
    Instant publishedAt) {}
