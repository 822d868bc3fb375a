package dev.saldo.store.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.store.database.Database;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// PostgreSQL reads in an array what was put into it.
final class BinaryArrayLaws {
  private static final int ROWS = 2_000;
  private static TemporaryPostgres postgres;
  private static Database database;
  private final Random random = new Random(42);

  @BeforeAll
  static void start() {
    postgres = TemporaryPostgres.start();
    database = postgres.newDatabase();
  }

  @AfterAll
  static void stop() {
    database.close();
    postgres.close();
  }

  @Test
  void decimalsKeepEveryDigitAndTheirScale() throws SQLException {
    var array = BinaryArray.numerics(1);
    var expected = new ArrayList<Optional<String>>();
    for (var text : List.of("0", "0.0001", "-0.00001", "10000", "0.000000000001", "-9999.9999")) {
      put(array, new BigDecimal(text), expected);
    }
    for (var i = 0; i < ROWS; i++) {
      var digits = new BigInteger(1 + random.nextInt(126), random);
      put(array, new BigDecimal(digits, random.nextInt(13)).negate(), expected);
      put(array, BigDecimal.valueOf(random.nextLong(), random.nextInt(13)), expected);
    }
    array.addNull();
    expected.add(Optional.empty());
    assertThat(texts(array, "v::text")).isEqualTo(expected);
  }

  @Test
  void instantsAreKeptToTheMicrosecond() throws SQLException {
    var array = BinaryArray.instants(1);
    var expected = new ArrayList<Optional<String>>();
    for (var i = 0; i < ROWS; i++) {
      var at =
          Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 250_000_000_000L), 123_456_789);
      array.add(at);
      var seconds = BigDecimal.valueOf(at.getEpochSecond()).add(new BigDecimal("0.123456"));
      expected.add(Optional.of(seconds.toPlainString()));
    }
    assertThat(texts(array, "extract(epoch FROM v)::text")).isEqualTo(expected);
  }

  @Test
  void textsUuidsNumbersAndBytesComeOutAsTheyWentIn() throws SQLException {
    var texts = BinaryArray.texts(1);
    texts.add("señor \uD83D\uDE00 {\"a\", NULL} \\");
    texts.add("");
    texts.addNull();
    assertThat(texts(texts, "v"))
        .containsExactly(
            Optional.of("señor \uD83D\uDE00 {\"a\", NULL} \\"), Optional.of(""), Optional.empty());
    var id = new UUID(random.nextLong(), random.nextLong());
    var ids = BinaryArray.uuids(1);
    ids.add(id);
    assertThat(texts(ids, "v::text")).containsExactly(Optional.of(id.toString()));
    var longs = BinaryArray.longs(1);
    longs.add(Long.MIN_VALUE);
    assertThat(texts(longs, "v::text")).containsExactly(Optional.of("-9223372036854775808"));
    var ints = BinaryArray.ints(1);
    ints.add(Integer.MIN_VALUE);
    assertThat(texts(ints, "v::text")).containsExactly(Optional.of("-2147483648"));
    var flags = BinaryArray.bools(1);
    flags.add(true);
    assertThat(texts(flags, "v::text")).containsExactly(Optional.of("true"));
    var blobs = BinaryArray.blobs(1);
    blobs.add("bytes".getBytes(StandardCharsets.US_ASCII));
    assertThat(texts(blobs, "encode(v, 'escape')")).containsExactly(Optional.of("bytes"));
  }

  @Test
  void placesOfRowsComeOutAsTheyWentIn() throws SQLException {
    var places = BinaryArray.places(1);
    var expected = List.of("(0,1)", "(4294967294,65535)", "(131072,290)");
    expected.forEach(places::addPlace);
    assertThat(texts(places, "v::text"))
        .containsExactlyElementsOf(expected.stream().map(Optional::of).toList());
  }

  @Test
  void anEmptyArrayHasNoRows() throws SQLException {
    assertThat(texts(BinaryArray.uuids(0), "v::text")).isEmpty();
  }

  @Test
  void aColumnTakesOneType() {
    assertThatThrownBy(() -> BinaryArray.uuids(1).add("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void put(BinaryArray array, BigDecimal value, List<Optional<String>> expected) {
    array.add(value);
    expected.add(Optional.of(value.toPlainString()));
  }

  private static List<Optional<String>> texts(BinaryArray array, String shown) throws SQLException {
    try (Connection connection = database.hot().getConnection()) {
      BinaryArray.prepare(connection);
      try (var statement =
          connection.prepareStatement("SELECT " + shown + " FROM unnest(?) AS u (v)")) {
        statement.setObject(1, array);
        var found = new ArrayList<Optional<String>>();
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(Optional.ofNullable(rows.getString(1)));
          }
        }
        return found;
      }
    }
  }
}
