package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.CatalogReading;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"pyrocredits", "lexia", "engrok"})
  void catalogsOfTheHouseAreWithoutFaultAndWarning(String name) throws IOException {
    var reading = CatalogFiles.read(Path.of("../catalogs", name + ".yaml"));

    assertThat(reading).isInstanceOf(CatalogReading.Readable.class);
    var readable = (CatalogReading.Readable) reading;
    assertThat(readable.warnings()).isEmpty();
    assertThat(readable.catalog().reference().toString()).isEqualTo(name);
  }
}
