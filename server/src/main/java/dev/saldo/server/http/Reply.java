package dev.saldo.server.http;

import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a handler answers: content, a problem, or a stream.
public sealed interface Reply {

  /// One header of the reply.
  record Header(String name, String value) {
    public Header {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) < 0x20 || value.charAt(i) > 0x7E) {
          throw new IllegalArgumentException("not a header's value: " + name);
        }
      }
    }
  }

  List<Header> headers();

  /// This reply with one more header.
  Reply with(String name, String value);

  /// A finished body.
  final class Content implements Reply {
    private final int status;
    private final String mediaType;
    private final byte[] body;
    private final List<Header> headers;

    private Content(int status, String mediaType, byte[] body, List<Header> headers) {
      this.status = status;
      this.mediaType = mediaType;
      this.body = body;
      this.headers = headers;
    }

    public int status() {
      return status;
    }

    /// Empty where there is no body.
    public String mediaType() {
      return mediaType;
    }

    /// The body's bytes; not to be changed.
    public byte[] body() {
      return body;
    }

    @Override
    public List<Header> headers() {
      return headers;
    }

    @Override
    public Content with(String name, String value) {
      return new Content(status, mediaType, body, plus(headers, name, value));
    }
  }

  /// A problem, written in the caller's language.
  record Refusal(Problem problem, List<Header> headers) implements Reply {
    public Refusal {
      headers = List.copyOf(headers);
    }

    @Override
    public Refusal with(String name, String value) {
      return new Refusal(problem, plus(headers, name, value));
    }
  }

  /// A body written as it is made, for exports.
  record Stream(int status, String mediaType, Source source, List<Header> headers)
      implements Reply {
    public Stream {
      headers = List.copyOf(headers);
    }

    @Override
    public Stream with(String name, String value) {
      return new Stream(status, mediaType, source, plus(headers, name, value));
    }
  }

  /// What writes a stream.
  @FunctionalInterface
  interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  static Content json(int status, Consumer<JsonWriter> members) {
    return bytes(status, "application/json", JsonWriter.object(members));
  }

  static Content ok(Consumer<JsonWriter> members) {
    return json(200, members);
  }

  static Content created(Consumer<JsonWriter> members) {
    return json(201, members);
  }

  static Content accepted(Consumer<JsonWriter> members) {
    return json(202, members);
  }

  static Content noContent() {
    return bytes(204, "", new byte[0]);
  }

  static Content bytes(int status, String mediaType, byte[] body) {
    return new Content(status, mediaType, body, List.of());
  }

  static Content text(int status, String mediaType, String body) {
    return bytes(status, mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  /// The first answer to an idempotency key, given again byte for byte.
  static Content replayed(int status, byte[] body) {
    return bytes(status, "application/json", body).with("Idempotent-Replayed", "true");
  }

  static Refusal problem(Problem problem) {
    return new Refusal(problem, List.of());
  }

  static Stream stream(String mediaType, Source source) {
    return new Stream(200, mediaType, source, List.of());
  }

  private static List<Header> plus(List<Header> headers, String name, String value) {
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header(name, value));
    return List.copyOf(all);
  }
}
