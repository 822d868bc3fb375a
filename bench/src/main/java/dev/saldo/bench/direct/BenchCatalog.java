package dev.saldo.bench.direct;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.server.catalog.CatalogYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The catalog that all benchmarks sell by: a rate card of two models, and a plan with and one
/// without rate limits.
public final class BenchCatalog {
  private BenchCatalog() {}

  /// As YAML.
  public static String text() {
    try (var in = BenchCatalog.class.getResourceAsStream("bench.yaml")) {
      if (in == null) {
        throw new IllegalStateException("bench.yaml is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Catalog read() {
    return switch (CatalogYaml.read(text())) {
      case CatalogReading.Readable readable -> readable.catalog();
      case CatalogReading.Faulty faulty ->
          throw new IllegalStateException(faulty.faults().toString());
    };
  }
}
