package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.core.catalog.CatalogReading;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/saldo/server/catalog");

  @ParameterizedTest
  @ValueSource(strings = {"pyrocredits", "lexia", "engrok", "datapulse", "inmova"})
  void catalogsOfTheHouseAreReadToTheLastFigure(String name) throws IOException {
    var reading = CatalogFiles.read(Path.of("../catalogs", name + ".yaml"));

    assertThat(reading).isInstanceOf(CatalogReading.Readable.class);
    var readable = (CatalogReading.Readable) reading;
    assertThat(readable.warnings()).isEmpty();
    assertThat(readable.catalog().reference().toString()).isEqualTo(name);
    Golden.same(GOLDEN.resolve(name + ".golden.txt"), Rendering.of(readable.catalog()));
  }

  @Test
  void everyKindOfPriceIsReadToTheLastFigure() throws IOException {
    var reading = CatalogFiles.read(GOLDEN.resolve("sale.yaml"));

    assertThat(reading).isInstanceOf(CatalogReading.Readable.class);
    var catalog = ((CatalogReading.Readable) reading).catalog();
    Golden.same(GOLDEN.resolve("sale.golden.txt"), Rendering.of(catalog));
  }

  @Test
  void aFileThatIsNotThereIsBroken() {
    assertThatThrownBy(() -> CatalogFiles.read(Path.of("nowhere.yaml")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
