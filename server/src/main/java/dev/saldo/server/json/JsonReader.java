package dev.saldo.server.json;

import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// The strict reader of JSON documents.
///
/// Refuses as `malformed_json`, with line and column: whatever isn't JSON, a name that occurs
/// twice, anything after the document, a byte order mark, bytes that aren't UTF-8, NUL and lone
/// surrogates in strings, more than [#DEPTH_MAX] levels, numbers of more than [#NUMBER_LENGTH_MAX]
/// characters.
public final class JsonReader {
  public static final int DEPTH_MAX = 50;
  public static final int NUMBER_LENGTH_MAX = 1_100;
  public static final int STRING_LENGTH_MAX = 1_000_000;
  public static final int NAME_LENGTH_MAX = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .maxStringLength(STRING_LENGTH_MAX)
                  .maxNameLength(NAME_LENGTH_MAX)
                  .build())
          .build();

  private JsonReader() {}

  /// Reads one document.
  ///
  /// @throws ProblemException `malformed_json`
  public static Json read(byte[] bytes, int offset, int length) {
    checkUtf8(bytes, offset, length);
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw malformed(1, 1, "no document");
      }
      Json value = value(parser, first);
      if (parser.nextToken() != null) {
        throw malformed(parser, "something after the document");
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  public static Json read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /// Reads one document that must be an array, handing over its items one by one.
  ///
  /// @throws ProblemException `malformed_json`, possibly after some items were handed over;
  ///   `wrong_type` where the document isn't an array
  public static void readItems(byte[] bytes, Consumer<Json> items) {
    checkUtf8(bytes, 0, bytes.length);
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw malformed(1, 1, "no document");
      }
      if (first != JsonToken.START_ARRAY) {
        throw Problem.of(ProblemType.WRONG_TYPE).with("expected", "array").toException();
      }
      for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
        items.accept(value(parser, token));
      }
      if (parser.nextToken() != null) {
        throw malformed(parser, "something after the document");
      }
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private static Json value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(sound(parser, parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
      case VALUE_TRUE -> Json.TRUE;
      case VALUE_FALSE -> Json.FALSE;
      case VALUE_NULL -> Json.NULL;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw malformed(parser, "a value is missing");
    };
  }

  private static Json object(JsonParser parser) {
    List<String> names = new ArrayList<>(8);
    List<Json> values = new ArrayList<>(8);
    while (next(parser) != JsonToken.END_OBJECT) {
      names.add(sound(parser, parser.currentName()));
      values.add(value(parser, next(parser)));
    }
    return new Json.Obj(names, values);
  }

  private static Json array(JsonParser parser) {
    List<Json> items = new ArrayList<>(4);
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      items.add(value(parser, token));
    }
    return new Json.Arr(items);
  }

  private static JsonToken next(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw malformed(parser, "the document ends too early");
    }
    return token;
  }

  /// The string itself, if it is well-formed and has no NUL.
  private static String sound(JsonParser parser, String text) {
    String fault = Texts.unsound(text);
    if (fault != null) {
      throw malformed(parser, fault);
    }
    return text;
  }

  private static void checkUtf8(byte[] bytes, int offset, int length) {
    int end = offset + length;
    if (length >= 3
        && bytes[offset] == (byte) 0xEF
        && bytes[offset + 1] == (byte) 0xBB
        && bytes[offset + 2] == (byte) 0xBF) {
      throw malformed(1, 1, "a byte order mark");
    }
    boolean ascii = true;
    for (int i = offset; i < end; i++) {
      byte b = bytes[i];
      if (b < 0) {
        ascii = false;
      } else if (b == 0) {
        throw malformedAt(bytes, offset, i, "a NUL byte");
      }
    }
    if (!ascii) {
      ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
      try {
        StandardCharsets.UTF_8.newDecoder().decode(in);
      } catch (CharacterCodingException e) {
        throw malformedAt(bytes, offset, in.position(), "bytes that aren't UTF-8");
      }
    }
  }

  private static ProblemException malformedAt(byte[] bytes, int offset, int at, String reason) {
    int line = 1;
    int lineStart = offset;
    for (int i = offset; i < at; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return malformed(line, at - lineStart + 1, reason);
  }

  private static ProblemException malformed(JacksonException e) {
    var location = e.getLocation();
    int line = location == null ? 1 : Math.max(1, location.getLineNr());
    int column = location == null ? 1 : Math.max(1, location.getColumnNr());
    return malformed(line, column, reason(e.getOriginalMessage()));
  }

  private static ProblemException malformed(JsonParser parser, String reason) {
    var location = parser.currentLocation();
    return malformed(location.getLineNr(), location.getColumnNr(), reason);
  }

  private static ProblemException malformed(int line, int column, String reason) {
    return Problem.of(ProblemType.MALFORMED_JSON)
        .with("line", line)
        .with("column", column)
        .with("reason", reason)
        .toException();
  }

  /// A short cause in our words; the parser's own message may quote what was sent.
  private static String reason(@Nullable String message) {
    if (message == null) {
      return "not JSON";
    }
    if (message.startsWith("Duplicate")) {
      return "a name that occurs twice";
    }
    if (message.contains("nesting depth")) {
      return "more than " + DEPTH_MAX + " levels";
    }
    if (message.contains("exceeds the maximum") || message.contains("maximum allowed")) {
      return "a name, string or number that is too long";
    }
    if (message.contains("end-of-input") || message.contains("end of input")) {
      return "the document ends too early";
    }
    return "not JSON";
  }
}
