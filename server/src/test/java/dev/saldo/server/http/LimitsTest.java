package dev.saldo.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What slow, silent and numerous connections meet.
@Timeout(60)
class LimitsTest {
  private static final HttpSettings DEFAULTS = HttpSettings.of("127.0.0.1", 0);

  private static HttpSettings impatient(int perAddressMax) {
    return DEFAULTS
        .with(
            new HttpSettings.Connections(
                perAddressMax, Duration.ofSeconds(30), Duration.ofMillis(300), 16 * 1024))
        .with(
            new HttpSettings.Bodies(
                1 << 20, 1 << 20, 10, 1 << 20, 1 << 10, 1_024, Duration.ofMillis(300), 1 << 26));
  }

  @Test
  void headersThatNeverEndCloseTheConnection() throws IOException {
    try (TestServer server = new TestServer(impatient(0));
        Socket socket = connect(server)) {
      socket.getOutputStream().write(ascii("GET /health HTTP/1.1\r\nHost: h\r\nX: "));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aBodyThatNeverComesIsAnswered408AndClosed() throws IOException {
    try (TestServer server = new TestServer(impatient(0));
        Socket socket = connect(server)) {
      socket
          .getOutputStream()
          .write(
              ascii(
                  "POST /v1/items HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                      + "Authorization: Bearer sk_test_full\r\nContent-Length: 100\r\n\r\n{"));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("request_timeout");
    }
  }

  @Test
  void aStreamOfLinesThatStallsIsAnswered408() throws IOException {
    try (TestServer server = new TestServer(impatient(0));
        Socket socket = connect(server)) {
      socket
          .getOutputStream()
          .write(
              ascii(
                  """
                  POST /v1/items HTTP/1.1\r
                  Host: h\r
                  Content-Type: application/x-ndjson\r
                  Authorization: Bearer sk_test_full\r
                  Transfer-Encoding: chunked\r
                  \r
                  3\r
                  {}
                  \r
                  """));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void oneAddressHasSoManyConnectionsAndNotOneMore() throws IOException {
    try (TestServer server = new TestServer(impatient(2))) {
      try (Socket first = connect(server);
          Socket second = connect(server)) {
        assertThat(ask(first)).isTrue();
        assertThat(ask(second)).isTrue();
        try (Socket third = connect(server)) {
          assertThat(ask(third)).isFalse();
        }
        assertThat(ask(first)).isTrue();
      }
    }
  }

  @Test
  void aConnectionThatIsOverCountsNoMore() throws IOException {
    // The last few may be over for the client and not yet for the server.
    try (TestServer server = new TestServer(impatient(4))) {
      for (int i = 0; i < 10; i++) {
        assertThat(server.send(server.request("/v1/things").GET()).status()).isEqualTo(200);
        try (Socket socket = connect(server)) {
          socket
              .getOutputStream()
              .write(ascii("GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
          assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
              .startsWith("HTTP/1.1 200");
        }
      }
    }
  }

  @Test
  void whereTlsIsRequiredAKeyOverHttpIsRefused() {
    try (TestServer server = new TestServer(DEFAULTS.requiringTls())) {
      var plain = server.request("/v1/things").header("X-Forwarded-Proto", "http").GET();
      assertThat(server.send(plain).code()).isEqualTo("tls_required");
      var secure = server.request("/v1/things").header("X-Forwarded-Proto", "https").GET();
      assertThat(server.send(secure).status()).isEqualTo(200);
      assertThat(server.send(server.request("/v1/things").GET()).status()).isEqualTo(200);
      assertThat(server.send(plain.uri(server.request("/health").build().uri())).status())
          .isEqualTo(200);
    }
  }

  private static Socket connect(TestServer server) throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Whether the connection answers a request.
  private static boolean ask(Socket socket) {
    try {
      socket.getOutputStream().write(ascii("GET /health HTTP/1.1\r\nHost: h\r\n\r\n"));
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.append((char) b);
        if (answer.toString().endsWith("{\"status\":\"ok\"}")) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      return false;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
