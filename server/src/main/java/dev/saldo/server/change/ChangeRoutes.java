package dev.saldo.server.change;

import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Bodies;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.page.Cursors;
import dev.saldo.server.page.Paging;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.receipt.ActKinds;
import dev.saldo.store.change.ChangeReads;
import dev.saldo.store.change.ChangeReads.Change;
import dev.saldo.store.change.ChangeReads.Position;
import java.util.List;

/// The route of the feed of changes. Its cursor always leads on, so a reader can come back for what
/// happens next.
public final class ChangeRoutes {
  private static final Schema CHANGE =
      Schema.named(
          "Change",
          Schema.object(
              Field.of("id", Schema.text(80), "Its id."),
              Field.of("kind", Schema.text(63), "What kind of act it was."),
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("occurred_at", Schema.time(), "When it happened."),
              Field.of("recorded_at", Schema.time(), "When it was decided."),
              Field.of("data", Schema.any(), "The act's answer, as it was given.")));

  private static final Schema CHANGES =
      Schema.named(
          "Changes",
          Schema.object(
              Field.of("data", Schema.list(CHANGE, Paging.LIMIT_MAX), "The changes."),
              Field.of("next_cursor", Schema.text(2_000), "Where to go on, now or later."),
              Field.of("has_more", Schema.flag(), "Whether there is more already.")));

  private final ChangeReads changes;
  private final Cursors cursors;

  public ChangeRoutes(ChangeReads changes, Cursors cursors) {
    this.changes = changes;
    this.cursors = cursors;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/changes", "listChanges")
            .summary("What became of all accounts, oldest first")
            .description(
                "In the order of commits; nothing is passed over, whatever commits meanwhile. The"
                    + " newest changes show once no older transaction runs any more.")
            .tag("changes")
            .scope(Scope.CHANGES_READ.word())
            .query(
                Field.optional("cursor", Schema.text(2_000), "The last answer's `next_cursor`."),
                Field.optional(
                    "limit",
                    Schema.integer(1, Paging.LIMIT_MAX),
                    "How many, " + Paging.LIMIT_DEFAULT + " by default."))
            .answers(200, "The changes.", CHANGES)
            .problems(ProblemType.INVALID_CURSOR)
            .to(this::list));
  }

  private Reply list(RequestContext request) {
    var caller = request.caller();
    if (caller.customer().isPresent()) {
      throw Acts.absent();
    }
    var limit = (int) request.query().optionalInteger("limit").orElse(Paging.LIMIT_DEFAULT);
    var from =
        request
            .query()
            .optionalText("cursor")
            .map(cursor -> position(cursors.read(binding(caller), cursor)))
            .orElse(Position.BEGINNING);
    var found = changes.after(caller.workspaceId(), from, limit + 1);
    var shown = found.size() > limit ? found.subList(0, limit) : found;
    var next = shown.isEmpty() ? from : shown.getLast().position();
    return Reply.ok(json ->
        json.objects("data", shown, ChangeRoutes::write)
            .text("next_cursor", cursors.write(binding(caller), text(next)))
            .flag("has_more", found.size() > limit));
  }

  private static void write(JsonWriter json, Change change) {
    json.text("id", PublicId.of(ActKinds.of(change.kind()), change.id()))
        .text("kind", change.kind())
        .text("customer", PublicId.of(IdKind.CUSTOMER, change.customer()))
        .time("occurred_at", change.occurredAt())
        .time("recorded_at", change.recordedAt())
        .raw("data", Bodies.of(change.customer(), change.answer()));
  }

  private static String binding(Caller caller) {
    return "changes/" + caller.workspaceId();
  }

  private static String text(Position position) {
    return position.transaction() + "-" + position.place();
  }

  private static Position position(String text) {
    var dash = text.indexOf('-');
    return new Position(text.substring(0, dash), Long.parseLong(text.substring(dash + 1)));
  }
}
