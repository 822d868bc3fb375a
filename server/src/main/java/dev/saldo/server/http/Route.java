package dev.saldo.server.http;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One row of the table of routes: from it requests are dispatched and the API is described.
///
/// @param template the path, with names in braces: `/v1/holds/{id}/capture`
/// @param operationId the operation's name in clients, camelCase
/// @param forms how the body may come; none where the route takes no body
/// @param bodyRequired whether a request without a body is refused
/// @param query the parameters it takes; any other is refused
/// @param sorts the orders a list can have, the default first; none where it isn't a list of pages
/// @param answers what it answers when all is well
/// @param problems what it may answer besides what every route may
public record Route(
    Verb verb,
    String template,
    String operationId,
    String summary,
    String description,
    List<String> tags,
    Access access,
    boolean idempotent,
    List<Form> forms,
    boolean bodyRequired,
    List<Field> query,
    List<String> sorts,
    List<Answer> answers,
    Set<ProblemType> problems,
    Handler handler) {

  /// The methods in use.
  public enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /// Who may ask.
  public sealed interface Access {
    /// Anyone, without a key.
    record Open() implements Access {}

    /// Any valid key.
    record AnyKey() implements Access {}

    /// A key with a scope.
    record Scoped(String scope) implements Access {}
  }

  /// One good answer: its status and, where it has JSON, its shape.
  public record Answer(int status, String description, String mediaType, Optional<Schema> schema) {}

  public boolean paged() {
    return !sorts.isEmpty();
  }

  /// All query parameters it takes, those of pages included.
  public List<Field> parameters() {
    return Parameters.fields(this);
  }

  /// The same row with another handler.
  public Route handledBy(Handler other) {
    return new Route(
        verb,
        template,
        operationId,
        summary,
        description,
        tags,
        access,
        idempotent,
        forms,
        bodyRequired,
        query,
        sorts,
        answers,
        problems,
        other);
  }

  public static Builder get(String template, String operationId) {
    return new Builder(Verb.GET, template, operationId);
  }

  public static Builder post(String template, String operationId) {
    return new Builder(Verb.POST, template, operationId);
  }

  public static Builder put(String template, String operationId) {
    return new Builder(Verb.PUT, template, operationId);
  }

  public static Builder patch(String template, String operationId) {
    return new Builder(Verb.PATCH, template, operationId);
  }

  public static Builder delete(String template, String operationId) {
    return new Builder(Verb.DELETE, template, operationId);
  }

  /// A route in the making; [#to] ends it.
  public static final class Builder {
    private final Verb verb;
    private final String template;
    private final String operationId;
    private String summary = "";
    private String description = "";
    private final List<String> tags = new ArrayList<>();
    private Access access = new Access.AnyKey();
    private boolean idempotent;
    private final List<Form> forms = new ArrayList<>();
    private boolean bodyRequired;
    private final List<Field> query = new ArrayList<>();
    private List<String> sorts = List.of();
    private final List<Answer> answers = new ArrayList<>();
    private final Set<ProblemType> problems = EnumSet.noneOf(ProblemType.class);

    private Builder(Verb verb, String template, String operationId) {
      this.verb = verb;
      this.template = template;
      this.operationId = operationId;
    }

    /// What it does, in one line.
    public Builder summary(String text) {
      summary = text;
      return this;
    }

    public Builder description(String text) {
      description = text;
      return this;
    }

    public Builder tag(String tag) {
      tags.add(tag);
      return this;
    }

    /// Needs a key with this scope. Without this call or [#open], any valid key passes.
    public Builder scope(String scope) {
      access = new Access.Scoped(scope);
      return this;
    }

    /// Needs no key.
    public Builder open() {
      access = new Access.Open();
      return this;
    }

    /// Needs an `Idempotency-Key`.
    public Builder idempotent() {
      idempotent = true;
      return this;
    }

    /// Takes one JSON object.
    public Builder body(Schema schema) {
      bodyRequired = true;
      return form("application/json", Form.Kind.ONE, schema);
    }

    /// Takes one JSON object or no body at all, which reads as `{}`.
    public Builder optionalBody(Schema schema) {
      return form("application/json", Form.Kind.ONE, schema);
    }

    /// Takes the body in this form too; give one call per media type.
    public Builder form(String mediaType, Form.Kind kind, Schema schema) {
      if (!(schema.resolved() instanceof Schema.Obj object)) {
        throw new IllegalArgumentException("a body is an object: " + operationId);
      }
      String name = schema instanceof Schema.Named(String given, Schema _) ? given : "";
      forms.add(new Form(mediaType, kind, object, name));
      if (kind != Form.Kind.ONE) {
        bodyRequired = true;
      }
      return this;
    }

    /// Takes bytes of these media types, which the handler reads itself.
    public Builder raw(String... mediaTypes) {
      for (String mediaType : mediaTypes) {
        form(mediaType, Form.Kind.RAW, Schema.object());
      }
      return this;
    }

    public Builder query(Field... parameters) {
      query.addAll(Arrays.asList(parameters));
      return this;
    }

    /// Is a list of pages: takes `limit`, `cursor` and `sort`, the first order being the default.
    public Builder paged(String... orders) {
      sorts = List.of(orders);
      if (sorts.isEmpty()) {
        throw new IllegalArgumentException("a list needs an order: " + operationId);
      }
      return this;
    }

    public Builder answers(int status, String text, Schema schema) {
      answers.add(new Answer(status, text, "application/json", Optional.of(schema)));
      return this;
    }

    /// Answers pages of such items: `{data, next_cursor, has_more}`.
    public Builder answersPage(String text, Schema item) {
      return answers(
          200,
          text,
          Schema.object(
              Field.of("data", Schema.list(item, 200), "The items of this page."),
              Field.nullable("next_cursor", Schema.text(2_000), "Leads to the next page."),
              Field.of("has_more", Schema.flag(), "Whether there is a next page.")));
    }

    /// Answers something that isn't JSON, or nothing where the media type is empty.
    public Builder answers(int status, String text, String mediaType) {
      answers.add(new Answer(status, text, mediaType, Optional.empty()));
      return this;
    }

    /// May answer these besides what every route may.
    public Builder problems(ProblemType... types) {
      problems.addAll(Arrays.asList(types));
      return this;
    }

    /// The finished row.
    public Route to(Handler handler) {
      if (!template.startsWith("/") || summary.isEmpty() || answers.isEmpty()) {
        throw new IllegalStateException("a route needs path, summary and answers: " + operationId);
      }
      if (idempotent && verb == Verb.GET) {
        throw new IllegalStateException("a GET moves nothing: " + operationId);
      }
      return new Route(
          verb,
          template,
          operationId,
          summary,
          description,
          List.copyOf(tags),
          access,
          idempotent,
          List.copyOf(forms),
          bodyRequired,
          List.copyOf(query),
          sorts,
          List.copyOf(answers),
          Set.copyOf(problems),
          handler);
    }
  }
}
