package dev.saldo.server.migration;

import dev.saldo.core.account.Refusal;
import dev.saldo.server.account.Acts;
import dev.saldo.server.http.ProblemJson;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Why a customer couldn't be moved, as it is kept: the problem in the words of every language.
public final class Reasons {
  private final Acts acts;
  private final ProblemJson problems;

  public Reasons(Acts acts, ProblemJson problems) {
    this.acts = acts;
    this.problems = problems;
  }

  String of(long workspace, UUID customer, Refusal refusal) {
    return text(acts.problem(workspace, customer, refusal));
  }

  /// That the program is at fault.
  String ofFault() {
    return text(Problem.of(ProblemType.INTERNAL));
  }

  private String text(Problem problem) {
    var all =
        JsonWriter.object(json -> {
          for (var language : Language.values()) {
            json.object(
                language.tag(), inside -> problems.write(inside, problem, language, "migration"));
          }
        });
    return new String(all, StandardCharsets.UTF_8);
  }

  /// The problem in one language.
  static Json read(String kept, Language language) {
    var all = (Json.Obj) JsonReader.read(kept.getBytes(StandardCharsets.UTF_8));
    var found = all.find(language.tag());
    return found == null ? Json.Obj.EMPTY : found;
  }
}
