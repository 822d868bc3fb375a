package dev.saldo.server.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What becomes of an answer that is written as it is made.
class StreamTest {
  @Test
  void whatBreaksOffDoesntLookWhole() {
    try (var server = new TestServer()) {
      assertThatThrownBy(() -> server.send(server.request("/v1/cut")))
          .hasCauseInstanceOf(IOException.class);
    }
  }
}
