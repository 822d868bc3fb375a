package dev.saldo.server.http;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.Schema;
import dev.saldo.server.json.Validator;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The reading of bodies: media type, length, encoding, limits, JSON and schema, in this order.
final class BodyIntake {
  /// What is done with a body once it is read.
  @FunctionalInterface
  interface Step {
    Reply answer(Payload payload) throws Exception;
  }

  private static final int SMALL_BYTES = 64 * 1024;
  private static final long MEMORY_WAIT_MS = 2_000;

  private final HttpSettings.Bodies limits;

  /// Kilobytes of large bodies that may still be taken into memory.
  private final Semaphore memoryKb;

  BodyIntake(HttpSettings.Bodies limits) {
    this.limits = limits;
    this.memoryKb = new Semaphore(limits.memoryBytesMax() / 1024);
  }

  /// The form in which the request brings its body; null where it brings none and may.
  ///
  /// @throws ProblemException `unexpected_body`, `length_required` or `unsupported_media_type`
  @Nullable Form form(Request request, Route route) {
    HttpFields headers = request.getHeaders();
    long length = request.getLength();
    boolean chunked = headers.contains(HttpHeader.TRANSFER_ENCODING);
    if (length <= 0 && !chunked) {
      if (route.bodyRequired() && !headers.contains(HttpHeader.CONTENT_LENGTH)) {
        throw Problem.of(ProblemType.LENGTH_REQUIRED).toException();
      }
      if (!route.bodyRequired()) {
        return null;
      }
    }
    if (route.forms().isEmpty()) {
      throw Problem.of(ProblemType.UNEXPECTED_BODY).toException();
    }
    String mediaType = mediaType(headers);
    for (Form form : route.forms()) {
      if (form.mediaType().equals(mediaType)) {
        return form;
      }
    }
    throw unsupported(route.forms());
  }

  /// Reads and checks a body, hands it to the handler, and gives the memory back after it.
  Reply with(Request request, Route route, @Nullable Form form, Step handler) throws Exception {
    if (form == null) {
      return handler.answer(absent(route));
    }
    boolean encoded = gzip(request.getHeaders(), route);
    if (form.kind() == Form.Kind.LINES) {
      return lines(request, form, encoded, handler);
    }
    int max = form.kind() == Form.Kind.ONE ? limits.jsonBytesMax() : limits.batchBytesMax();
    ProblemType tooLarge = tooLarge(form, encoded);
    long length = request.getLength();
    if (length > max) {
      drain(request, length, 2L * max);
      throw Problem.of(tooLarge).with("max", max).toException();
    }
    boolean large = encoded || length < 0 || length > SMALL_BYTES;
    int kb =
        large
            ? Math.min(limits.memoryBytesMax(), 2 * (encoded || length < 0 ? max : (int) length))
                / 1024
            : 0;
    take(kb);
    try {
      return handler.answer(payload(form, bytes(request, encoded, max, tooLarge)));
    } finally {
      memoryKb.release(kb);
    }
  }

  /// Reads away a body that is refused, if it isn't too long for that: a sender that is still
  /// sending when its connection closes never sees the answer.
  private void drain(Request request, long length, long bytesMax) {
    if (length > bytesMax || request.getHeaders().contains(HttpHeader.EXPECT)) {
      return;
    }
    try (InputStream in = stream(request)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static Payload absent(Route route) {
    for (Form form : route.forms()) {
      if (form.kind() == Form.Kind.ONE) {
        return one(form.schema(), Json.Obj.EMPTY);
      }
    }
    return new Payload.None();
  }

  private Payload payload(Form form, byte[] bytes) {
    return switch (form.kind()) {
      case ONE -> one(form.schema(), JsonReader.read(bytes));
      case BATCH ->
          isObject(bytes)
              ? one(form.schema(), JsonReader.read(bytes))
              : batch(form.schema(), bytes);
      case RAW -> new Payload.Raw(bytes);
      case LINES -> throw new IllegalStateException("lines aren't read as a whole");
    };
  }

  private static Payload one(Schema.Obj schema, Json json) {
    List<Fault> faults = Validator.faults(schema, json);
    if (!faults.isEmpty() || !(json instanceof Json.Obj object)) {
      throw Problem.ofFaults(faults).toException();
    }
    return new Payload.One(Body.checked(schema, object));
  }

  /// Whether the body is one object where a batch may come: a batch of one without its brackets.
  private static boolean isObject(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{';
      }
    }
    return false;
  }

  private Payload batch(Schema.Obj schema, byte[] bytes) {
    List<Item> items = new ArrayList<>();
    JsonReader.readItems(
        bytes,
        json -> {
          if (items.size() == limits.batchItemsMax()) {
            throw Problem.of(ProblemType.BATCH_TOO_LARGE)
                .with("max", limits.batchItemsMax())
                .toException();
          }
          items.add(Payload.checked(items.size(), schema, json));
        });
    return new Payload.Batch(items);
  }

  private Reply lines(Request request, Form form, boolean encoded, Step handler) throws Exception {
    try (InputStream in = opened(request, encoded, tooLarge(form, encoded))) {
      LineReader reader = new LineReader(in, limits.lineBytesMax());
      return handler.answer(new Payload.Lines(reader, form.schema()));
    }
  }

  /// The whole body. A small one that is already there is copied once, without streams.
  private byte[] bytes(Request request, boolean encoded, int max, ProblemType tooLarge) {
    long length = request.getLength();
    if (!encoded && length >= 0 && length <= SMALL_BYTES) {
      return small(request, (int) length);
    }
    try (InputStream in = decoded(request, encoded, max, tooLarge)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private byte[] small(Request request, int length) {
    byte[] bytes = new byte[length];
    int at = 0;
    Content.Chunk chunk = request.read();
    if (chunk != null && !Content.Chunk.isFailure(chunk)) {
      at = Math.min(length, chunk.remaining());
      chunk.getByteBuffer().get(bytes, 0, at);
      chunk.release();
      if (at == length) {
        return bytes;
      }
    }
    try (InputStream in = stream(request)) {
      int more = in.readNBytes(bytes, at, length - at);
      return at + more == length ? bytes : Arrays.copyOf(bytes, at + more);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private InputStream opened(Request request, boolean encoded, ProblemType tooLarge) {
    try {
      return decoded(request, encoded, limits.streamBytesMax(), tooLarge);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private InputStream decoded(Request request, boolean encoded, long max, ProblemType tooLarge)
      throws IOException {
    InputStream in = stream(request);
    return new LimitedStream(encoded ? new GZIPInputStream(in, 8 * 1024) : in, max, tooLarge);
  }

  private InputStream stream(Request request) {
    return new BodyStream(request, limits.grace(), limits.bytesPerSecondMin());
  }

  private void take(int kb) {
    try {
      if (kb > 0 && !memoryKb.tryAcquire(kb, MEMORY_WAIT_MS, TimeUnit.MILLISECONDS)) {
        throw Problem.of(ProblemType.UNAVAILABLE)
            .with("outcome", "none")
            .retryAfter(Duration.ofSeconds(1))
            .toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for memory", e);
    }
  }

  private static ProblemType tooLarge(Form form, boolean encoded) {
    if (encoded) {
      return ProblemType.DECODED_BODY_TOO_LARGE;
    }
    return form.kind() == Form.Kind.BATCH
        ? ProblemType.BATCH_TOO_LARGE
        : ProblemType.BODY_TOO_LARGE;
  }

  /// Whether the body is gzip. More than one encoding, or another, is refused.
  private static boolean gzip(HttpFields headers, Route route) {
    List<String> encodings = headers.getValuesList(HttpHeader.CONTENT_ENCODING);
    if (encodings.isEmpty()) {
      return false;
    }
    String encoding = encodings.getFirst().strip().toLowerCase(Locale.ROOT);
    if (encodings.size() > 1 || !encoding.equals("gzip") && !encoding.equals("identity")) {
      throw unsupported(route.forms());
    }
    return encoding.equals("gzip");
  }

  /// The media type in lower case without parameters; empty where there is none, more than one, or
  /// a charset other than UTF-8.
  private static String mediaType(HttpFields headers) {
    HttpField field = headers.getField(HttpHeader.CONTENT_TYPE);
    if (field == null || field.getValue() == null) {
      return "";
    }
    String value = field.getValue().toLowerCase(Locale.ROOT);
    if (value.equals("application/json")) {
      return value;
    }
    if (headers.getValuesList(HttpHeader.CONTENT_TYPE).size() > 1) {
      return "";
    }
    int semicolon = value.indexOf(';');
    if (semicolon < 0) {
      return value.strip();
    }
    String parameters = value.substring(semicolon + 1).replace(" ", "").replace("\"", "");
    boolean otherCharset = parameters.contains("charset=") && !parameters.contains("charset=utf-8");
    return otherCharset ? "" : value.substring(0, semicolon).strip();
  }

  private static ProblemException unsupported(List<Form> forms) {
    return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE)
        .with("accepted", forms.stream().map(Form::mediaType).collect(Collectors.joining(", ")))
        .toException();
  }

  /// What a body that can't be read to its end is answered with.
  private static ProblemException broken(IOException e) {
    if (e instanceof ZipException) {
      return Problem.of(ProblemType.MALFORMED_JSON)
          .with("line", 1)
          .with("column", 1)
          .with("reason", "not gzip")
          .toException();
    }
    return Problem.of(ProblemType.BAD_REQUEST).toException();
  }
}
