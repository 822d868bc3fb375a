package dev.saldo.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON answer, read by dotted paths such as `balance.available` or `grants.0.remaining`.
///
/// The `optional…` methods answer empty where there is no such member; the others treat that as an
/// answer that this client doesn't understand.
public final class Document {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode node;

  Document(JsonNode node) {
    this.node = node;
  }

  /// Reads JSON.
  ///
  /// @throws IllegalArgumentException if it isn't
  public static Document parse(byte[] json) {
    try {
      return new Document(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the answer isn't JSON: " + e.getOriginalMessage(), e);
    }
  }

  public String text(String path) {
    return optionalText(path).orElseThrow(() -> missing(path));
  }

  public Optional<String> optionalText(String path) {
    return at(path).map(Document::plain);
  }

  public BigDecimal decimal(String path) {
    return new BigDecimal(text(path));
  }

  public Optional<BigDecimal> optionalDecimal(String path) {
    return optionalText(path).map(BigDecimal::new);
  }

  public long integer(String path) {
    return Long.parseLong(text(path));
  }

  public Optional<Long> optionalInteger(String path) {
    return optionalText(path).map(Long::valueOf);
  }

  public Instant time(String path) {
    return Instant.parse(text(path));
  }

  public boolean flag(String path) {
    return Boolean.parseBoolean(text(path));
  }

  /// The member at a path, if it is there and not `null`.
  public Optional<Document> find(String path) {
    return at(path).map(Document::new);
  }

  /// The items of the list at a path; none where there is no such list.
  public List<Document> items(String path) {
    return at(path).map(Document::new).map(Document::items).orElse(List.of());
  }

  /// The items of this list; none where this isn't one.
  public List<Document> items() {
    return node.isArray()
        ? IntStream.range(0, node.size()).mapToObj(i -> new Document(node.get(i))).toList()
        : List.of();
  }

  /// The names of the members of this object.
  public List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  /// The value itself as text: of a string its characters, of anything else its JSON.
  public String asText() {
    return plain(node);
  }

  @Override
  public String toString() {
    return node.toString();
  }

  private Optional<JsonNode> at(String path) {
    JsonNode here = node;
    for (var step : path.split("\\.", -1)) {
      here =
          here.isArray() && step.chars().allMatch(Character::isDigit)
              ? here.path(Integer.parseInt(step))
              : here.path(step);
    }
    return here.isMissingNode() || here.isNull() ? Optional.empty() : Optional.of(here);
  }

  private static String plain(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }

  private IllegalArgumentException missing(String path) {
    return new IllegalArgumentException("the answer has no " + path + ": " + node);
  }
}
