package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.saldo.core.catalog.CatalogSchema;
import dev.saldo.core.catalog.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CatalogSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(CatalogSchema.json(), InputFormat.JSON);

  static Stream<FaultCase> cases() {
    return CatalogFaultsTest.cases();
  }

  @Test
  void thePublishedSchemaIsTheReadersOwn() throws IOException {
    Golden.same(Path.of("../catalogs/catalog.schema.json"), CatalogSchema.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyrocredits", "lexia", "engrok", "datapulse", "inmova"})
  void catalogsOfTheHouseFitTheSchemaAndNameIt(String name) throws IOException {
    var text = Files.readString(Path.of("../catalogs", name + ".yaml"));

    assertThat(validate(text)).isEmpty();
    assertThat(text).startsWith("# yaml-language-server: $schema=catalog.schema.json\n");
  }

  @Test
  void theBaseOfTheCasesFits() {
    assertThat(validate(CatalogFaultsTest.BASE)).isEmpty();
    assertThat(validate(CatalogFaultsTest.SALE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSchemaRefusesWhatASchemaCan(FaultCase told) {
    var refused = !validate(told.text()).isEmpty();

    assertThat(refused).as(told.title()).isEqualTo(told.marks().startsWith("schema"));
  }

  @Test
  void theManualNamesEveryKey() throws IOException {
    var manual = Files.readString(Path.of("../docs/catalog.md"));
    var keys = new TreeSet<String>();
    for (var properties : JSON.readTree(CatalogSchema.json()).findValues("properties")) {
      keys.addAll(properties.propertyNames());
    }

    assertThat(keys).hasSizeGreaterThan(50);
    assertThat(keys).allSatisfy(key -> assertThat(manual.contains("`" + key + "`")).isTrue());
  }

  private static List<Error> validate(String yaml) {
    return SCHEMA.validate(json(tree(yaml)));
  }

  private static Node tree(String yaml) {
    return switch (CatalogYaml.parse(yaml)) {
      case CatalogYaml.Parsed.Tree(var root) -> root;
      case CatalogYaml.Parsed.Malformed(var fault) -> throw new AssertionError(fault);
    };
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        var object = JSON.createObjectNode();
        mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
        yield object;
      }
      case Node.Sequence sequence -> {
        var array = JSON.createArrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Node.Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode scalar(Node.Scalar scalar) {
    return switch (scalar.form()) {
      case QUOTED, PLAIN_TEXT -> JSON.getNodeFactory().stringNode(scalar.text());
      case INTEGER -> JSON.getNodeFactory().numberNode(Integer.parseInt(scalar.text()));
      case FLOAT -> JSON.getNodeFactory().numberNode(1.5);
      case BOOLEAN -> JSON.getNodeFactory().booleanNode(scalar.text().equals("true"));
      case NULL -> JSON.getNodeFactory().nullNode();
    };
  }
}
