package dev.saldo.core.account;

import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.limit.TallyKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Gives resources out and takes them back, by count.
///
/// A tally says how many of a kind are claimed, so that no decision looks at more rows than it
/// names. A request is decided as a whole: where its new ones would pass the plan's count, none is
/// claimed. What is claimed already is there and isn't counted twice; what isn't there needn't be
/// given back.
final class Claiming {
  private Claiming() {}

  static Decision claim(Draft draft, Command.ClaimResources command) {
    var term = draft.account().term();
    if (term.isEmpty()) {
      return new Decision.No(new Refusal.NotSubscribed());
    }
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    if (!catalog.resources().containsKey(command.resource())) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/resource",
              "unknown_resource",
              "catalog "
                  + catalog.reference()
                  + " has the resources "
                  + String.join(", ", catalog.resources().keySet()),
              Map.of("kind", "resource", "value", command.resource())));
    }
    var name = command.resource();
    var limit = Includes.of(draft, term.get()).of(name);
    var claimed = claimed(draft);
    var items = new ArrayList<Answer.Item>();
    var added = new ArrayList<Resource>();
    for (var reference : new LinkedHashSet<>(command.references())) {
      var there = claimed.get(new Resource.Named(name, reference));
      if (there == null) {
        var made = new Resource(draft.newId(), name, reference, draft.now(), Optional.empty());
        added.add(made);
        items.add(new Answer.Item(made.id(), reference, true));
      } else {
        items.add(new Answer.Item(there.id(), reference, false));
      }
    }
    var used = used(draft, name);
    if (!added.isEmpty() && !limit.allows(used + added.size())) {
      return new Decision.No(
          new Refusal.ResourceLimitReached(name, limit.bound(), used, added.size()));
    }
    draft.claim(added);
    var standing = new Answer.Standing(name, used + added.size(), limit);
    return journal(
        draft, command.key(), (id, at) -> new Answer.ResourcesClaimed(id, at, items, standing));
  }

  static Decision giveBack(Draft draft, Command.ReturnResources command) {
    var claimed = claimed(draft);
    var items = new ArrayList<Answer.Item>();
    var absent = new ArrayList<String>();
    var returned = new ArrayList<Resource>();
    for (var reference : new LinkedHashSet<>(command.references())) {
      var there = claimed.get(new Resource.Named(command.resource(), reference));
      if (there == null) {
        absent.add(reference);
      } else {
        returned.add(there.returned(draft.now()));
        items.add(new Answer.Item(there.id(), reference, true));
      }
    }
    draft.giveBack(returned);
    var standing = standing(draft, command.resource());
    return journal(
        draft,
        command.key(),
        (id, at) -> new Answer.ResourcesReturned(id, at, items, absent, standing));
  }

  static Decision giveBack(Draft draft, Command.ReturnResource command) {
    var there = draft.account().resources().get(command.resource());
    if (there == null) {
      return new Decision.No(new Refusal.NotFound("resource", "/resource"));
    }
    if (there.isClaimed()) {
      draft.giveBack(List.of(there.returned(draft.now())));
    }
    var items = List.of(new Answer.Item(there.id(), there.reference(), there.isClaimed()));
    var standing = standing(draft, there.name());
    return journal(
        draft,
        command.key(),
        (id, at) -> new Answer.ResourcesReturned(id, at, items, List.of(), standing));
  }

  /// The kinds of which more are claimed than a plan includes, by name.
  static List<Answer.Standing> above(Draft draft, Includes includes) {
    var above = new ArrayList<Answer.Standing>();
    for (var tally : draft.account().tallies().entrySet()) {
      if (tally.getKey().isResource()) {
        var name = tally.getKey().resource();
        var used = tally.getValue().consumed().longValueExact();
        if (!includes.of(name).allows(used)) {
          above.add(new Answer.Standing(name, used, includes.of(name)));
        }
      }
    }
    above.sort(Comparator.comparing(Answer.Standing::resource));
    return above;
  }

  /// Why a plan can't be changed to: it includes fewer than are claimed, and fewer than the one
  /// before. With a grace period nothing stands in the way.
  static Optional<Refusal> downgrade(
      Draft draft, Command.ChangePlan command, Optional<Includes> before, Includes after) {
    if (command.grace().isPresent()) {
      return Optional.empty();
    }
    var fewer =
        above(draft, after).stream()
            .filter(one ->
                before.map(earlier -> one.limit().isBelow(earlier.of(one.resource()))).orElse(true))
            .toList();
    return fewer.isEmpty()
        ? Optional.empty()
        : Optional.of(new Refusal.DowngradeBelowUse(after.plan().name(), fewer));
  }

  /// Lets what is above the new plan's counts stay, where the command gives it time.
  static Optional<Answer.Tolerated> tolerated(
      Draft draft, Command.ChangePlan command, Includes includes) {
    var above = above(draft, includes);
    var until = command.grace().filter(_ -> !above.isEmpty()).map(draft.now()::plus);
    until.ifPresent(draft::tolerate);
    return until.map(end -> new Answer.Tolerated(above, end));
  }

  private static long used(Draft draft, String name) {
    return draft.tally(TallyKey.resource(name)).consumed().longValueExact();
  }

  private static Answer.Standing standing(Draft draft, String name) {
    var limit =
        draft
            .account()
            .term()
            .map(term -> Includes.of(draft, term).of(name))
            .orElse(ResourceLimit.NONE);
    return new Answer.Standing(name, used(draft, name), limit);
  }

  private static Map<Resource.Named, Resource> claimed(Draft draft) {
    var claimed = new HashMap<Resource.Named, Resource>();
    for (var resource : draft.account().resources().values()) {
      if (resource.isClaimed()) {
        claimed.put(resource.named(), resource);
      }
    }
    return claimed;
  }

  /// What an answer is made of besides what was decided.
  private interface Answering {
    Answer of(UUID id, java.time.Instant at);
  }

  private static Decision journal(Draft draft, Command.Key key, Answering answering) {
    var id = draft.newId();
    return draft.journal(key, id, draft.now(), answering.of(id, draft.now()));
  }
}
