package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.server.customer.CustomerDirectory;
import dev.saldo.server.engine.CommandFailedException;
import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.JointReply;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.store.sql.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The way of an act through a request: the customer it names, the command's key, the decision, the
/// reply.
public final class Acts {
  /// How long a request waits for its decision.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final dev.saldo.server.engine.Reply.Unavailable TIMED_OUT =
      new dev.saldo.server.engine.Reply.Unavailable(
          dev.saldo.server.engine.Reply.Outcome.UNKNOWN,
          dev.saldo.server.engine.Reply.Reason.TIMED_OUT);

  private final Parts parts;
  private final ActReader reader;
  private final Amounts amounts;

  /// What it works with.
  public record Parts(
      Engine engine,
      CustomerDirectory customers,
      Owners owners,
      Parties parties,
      Confirmations confirmations,
      CurrentCatalogs catalogs,
      InstantSource clock) {}

  public Acts(Parts parts) {
    this.parts = parts;
    this.reader = new ActReader(parts.parties());
    this.amounts = new Amounts(parts.catalogs());
  }

  public ActReader reader() {
    return reader;
  }

  public Amounts amounts() {
    return amounts;
  }

  public CurrentCatalogs catalogs() {
    return parts.catalogs();
  }

  public Engine engine() {
    return parts.engine();
  }

  /// The customer that a request names by id or external id.
  ///
  /// @throws ProblemException `not_found` where the workspace has none such, or the key is bound to
  ///   another
  public CustomerDirectory.Known customer(RequestContext request, String reference) {
    var known =
        parts.customers().find(request.caller().workspaceId(), reference).orElseThrow(Acts::absent);
    request.requireCustomer(PublicId.of(IdKind.CUSTOMER, known.id()));
    return known;
  }

  /// Makes ready to find the customers that a request names, many at the cost of one.
  public void expectCustomers(RequestContext request, Collection<String> references) {
    parts.customers().expect(request.caller().workspaceId(), references);
  }

  /// The customer in the path.
  public CustomerDirectory.Known customerInPath(RequestContext request) {
    return customer(request, request.path("id"));
  }

  /// The customer whose thing a request names.
  ///
  /// @throws ProblemException `not_found` where the workspace has no such thing, or the key is
  ///   bound to another customer
  public UUID owner(RequestContext request, Owners.Kind kind, UUID thing) {
    var owner =
        parts.owners().of(request.caller().workspaceId(), kind, thing).orElseThrow(Acts::absent);
    request.requireCustomer(PublicId.of(IdKind.CUSTOMER, owner));
    return owner;
  }

  /// Lets a request go on with a customer's thing.
  ///
  /// @throws ProblemException `not_found` where the key is bound to another customer
  public void allow(RequestContext request, UUID customer) {
    request.requireCustomer(PublicId.of(IdKind.CUSTOMER, customer));
  }

  /// The id in the path, of a kind.
  public static UUID idInPath(RequestContext request, IdKind kind) {
    return PublicId.parse(kind, request.path("id")).orElseThrow(Acts::absent);
  }

  /// The key of a request that has an `Idempotency-Key`.
  public static Command.Key key(RequestContext request) {
    return new Command.Key("", request.idempotencyKey(), ChainHash.of(request.digest()));
  }

  /// Whether the request's key may pass the preventive block.
  static boolean mayOverride(RequestContext request) {
    return request.caller().may(Scope.SPEND_OVERRIDE.word());
  }

  boolean isConfirmed(RequestContext request, UUID customer) {
    return parts.confirmations().isConfirmed(customer, route(request), request.body());
  }

  /// The customer that the request's key is bound to, if it is bound to one.
  public Optional<UUID> boundCustomer(RequestContext request) {
    return request.caller().customer().flatMap(id -> PublicId.parse(IdKind.CUSTOMER, id));
  }

  /// Posts what is due for a customer by its own time.
  public void post(long workspace, UUID customer) {
    var key = new Command.Key("saldo:job", "due", ChainHash.NONE);
    await(parts.engine().submit(workspace, customer, new Command.PostDue(key)));
  }

  /// Decides a command and answers it.
  ///
  /// @param status of a good answer
  public Reply submit(RequestContext request, UUID customer, Command command, int status) {
    var workspace = request.caller().workspaceId();
    return switch (await(parts.engine().submit(workspace, customer, command))) {
      case dev.saldo.server.engine.Reply.Accepted(var _, var body, var replayed) ->
          replayed
              ? Reply.replayed(status, Bodies.of(customer, body))
              : Reply.bytes(status, "application/json", Bodies.of(customer, body));
      case dev.saldo.server.engine.Reply.UpToDate _ -> Reply.noContent();
      case dev.saldo.server.engine.Reply.Refused(Refusal.ConfirmationRequired refusal) ->
          Reply.problem(unconfirmed(request, customer, refusal));
      case dev.saldo.server.engine.Reply.Refused(var refusal) ->
          Reply.problem(problem(workspace, customer, refusal));
      case dev.saldo.server.engine.Reply.NoSuchCustomer _ ->
          Reply.problem(Problem.of(ProblemType.NOT_FOUND));
      case dev.saldo.server.engine.Reply.Unavailable unavailable ->
          Reply.problem(unavailable(unavailable));
    };
  }

  /// Waits for a reply; past the request's patience nobody knows the outcome.
  public static dev.saldo.server.engine.Reply await(
      CompletableFuture<dev.saldo.server.engine.Reply> reply) {
    return await(reply, TIMED_OUT);
  }

  /// The same for acts that take effect together.
  public static JointReply awaitTogether(CompletableFuture<JointReply> reply) {
    return await(reply, new JointReply.Unanswered(TIMED_OUT));
  }

  private static <T> T await(CompletableFuture<T> reply, T timedOut) {
    try {
      return reply.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return timedOut;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return timedOut;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CommandFailedException failure
          ? failure
          : new IllegalStateException("a decision failed", e.getCause());
    }
  }

  /// The problem of a refusal.
  public Problem problem(long workspaceId, UUID customer, Refusal refusal) {
    return RefusalProblems.of(
        refusal, parts.clock().instant(), upgradeUrl(workspaceId, customer, refusal));
  }

  /// The problem of a decision that can't be had now.
  public static Problem unavailable(dev.saldo.server.engine.Reply.Unavailable unavailable) {
    var type =
        switch (unavailable.reason()) {
          case STORAGE_FULL -> ProblemType.STORAGE_FULL;
          case CLOCK_UNSAFE -> ProblemType.CLOCK_UNSAFE;
          case QUEUE_FULL, TIMED_OUT, ACCOUNT_LOCKED, STORE_UNREACHABLE, STOPPING ->
              ProblemType.UNAVAILABLE;
        };
    return Problem.of(type)
        .with("outcome", AnswerParts.word(unavailable.outcome()))
        .retryAfter(RETRY_AFTER);
  }

  /// What nothing is found as.
  public static ProblemException absent() {
    return Problem.of(ProblemType.NOT_FOUND).toException();
  }

  private Problem unconfirmed(
      RequestContext request, UUID customer, Refusal.ConfirmationRequired refusal) {
    var token = parts.confirmations().token(customer, route(request), request.body());
    return RefusalProblems.of(refusal, parts.clock().instant(), Optional.empty())
        .with("confirmation", token)
        .with(Confirmations.FIELD, token);
  }

  /// Asked for only where the answer carries it.
  private Optional<String> upgradeUrl(long workspaceId, UUID customer, Refusal refusal) {
    return switch (refusal) {
      case Refusal.FeatureNotIncluded _,
          Refusal.ResourceLimitReached _,
          Refusal.QuotaExceeded _,
          Refusal.RateLimited _,
          Refusal.BudgetExceeded _,
          Refusal.DebtOutstanding _,
          Refusal.PreventiveBlock _,
          Refusal.InsufficientCredits _,
          Refusal.TemporarilyReserved _,
          Refusal.OverageCeilingReached _,
          Refusal.SpendingCapReached _ ->
          upgradeUrl(workspaceId, customer);
      case Refusal.ItemTooLarge _,
          Refusal.ConfirmationRequired _,
          Refusal.DowngradeBelowUse _,
          Refusal.NotSubscribed _,
          Refusal.NotAvailableOnPlan _,
          Refusal.KeyReused _,
          Refusal.EventConflict _,
          Refusal.ExceedsOriginal _,
          Refusal.InvalidState _,
          Refusal.NotFound _,
          Refusal.EventTooOld _,
          Refusal.EventInFuture _,
          Refusal.Unacceptable _,
          Refusal.Conflict _ ->
          Optional.empty();
    };
  }

  /// A refusal is an answer without it too.
  private Optional<String> upgradeUrl(long workspaceId, UUID customer) {
    try {
      return parts.catalogs().of(workspaceId, customer).flatMap(Catalog::upgradeUrl);
    } catch (StoreException _) {
      return Optional.empty();
    }
  }

  private static String route(RequestContext request) {
    return request.route().operationId();
  }
}
