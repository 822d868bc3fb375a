package dev.saldo.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// However a body is broken, the answer is a reply of ours and never a fault of ours.
class BodyLaws {
  private static final int CASES = 3_000;
  private static final byte[] SEED_BODY =
      ("{\"name\":\"n\\u00e9\",\"amount\":\"12.5\",\"quantity\":7,\"at\":\"2026-02-28T23:59:59Z\","
              + "\"kind\":\"a\",\"count\":3,\"yes\":true,\"note\":null,\"tags\":[\"a\"],"
              + "\"labels\":{\"k\":\"v\"},\"data\":[1,{\"x\":-1.5e3}]}")
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[][] TOKENS =
      Arrays.stream(
              new String[] {
                "\"",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\\",
                "\\u",
                "\\ud800",
                "1e999999999",
                "-",
                "null",
                "true",
                "\u0000",
                "\uFEFF",
                "\u202E",
                "99999999999999999999",
                "0x1",
                "é"
              })
          .map(token -> token.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);

  @Test
  void aBrokenBodyIsNeverAFaultOfOurs() {
    try (TestServer server = new TestServer()) {
      SplittableRandom random = new SplittableRandom(20_260_101);
      int refused = 0;
      for (int i = 0; i < CASES; i++) {
        byte[] body = broken(random);
        String mediaType =
            switch (random.nextInt(3)) {
              case 0 -> "application/x-ndjson";
              case 1 -> "application/things+json";
              default -> "application/json";
            };
        var answer =
            server.send(
                server
                    .request("/v1/items")
                    .header("Content-Type", mediaType)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        assertThat(answer.status())
            .as("case %d: %s", i, new String(body, StandardCharsets.UTF_8))
            .isIn(200, 400, 422);
        refused += answer.status() == 200 ? 0 : 1;
      }
      assertThat(refused).isGreaterThan(CASES / 10).isLessThan(CASES);
    }
  }

  private static byte[] broken(SplittableRandom random) {
    byte[] body = SEED_BODY.clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(body.length + 1);
      body =
          switch (random.nextInt(4)) {
            case 0 -> spliced(body, at, at, TOKENS[random.nextInt(TOKENS.length)]);
            case 1 -> spliced(body, at, Math.min(body.length, at + random.nextInt(9)), new byte[0]);
            case 2 -> spliced(body, at, at, Arrays.copyOfRange(body, at, body.length));
            default -> spliced(body, at, at, new byte[] {(byte) random.nextInt(256)});
          };
    }
    return body;
  }

  private static byte[] spliced(byte[] body, int from, int until, byte[] middle) {
    byte[] result = new byte[from + middle.length + body.length - until];
    System.arraycopy(body, 0, result, 0, from);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(body, until, result, from + middle.length, body.length - until);
    return result;
  }
}
