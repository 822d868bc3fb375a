package dev.saldo.testkit.scenario;

import java.util.List;
import java.util.Map;

/// What a catalog promises, as steps to take and answers to expect.
///
/// @param name the file's, such as `shop` for `shop.scenario.yaml`
/// @param catalogs the names of the catalogs that are published before it begins
public record Scenario(String name, String title, List<String> catalogs, List<Case> cases) {
  public Scenario {
    catalogs = List.copyOf(catalogs);
    cases = List.copyOf(cases);
  }

  /// Steps that follow from each other, about customers of their own.
  public record Case(String title, List<Step> steps) {
    public Case {
      steps = List.copyOf(steps);
    }
  }

  /// One request, or many alike.
  ///
  /// @param line where it stands in the file, from 1
  /// @param subject the verb's own value, such as the action of a charge
  /// @param fields what the request says besides, by name
  /// @param as the name under which later steps find the answer; empty for none
  /// @param times how often
  /// @param atOnce how many of them wait at one time
  /// @param expect the expected value of each path of the answer; empty text for a member that must
  ///   not be there
  /// @param proves the ids of figures, each with the path in `expect` that asserts it
  public record Step(
      int line,
      Verb verb,
      Object subject,
      Map<String, Object> fields,
      String as,
      int times,
      int atOnce,
      Map<String, String> expect,
      Map<String, String> proves) {}

  /// What the figures of a scenario are proved by: figure ids with their expected values.
  public List<Proof> proofs() {
    return cases.stream()
        .flatMap(one -> one.steps().stream())
        .flatMap(step ->
            step.proves().entrySet().stream()
                .map(proof ->
                    new Proof(
                        proof.getKey(),
                        step.expect().getOrDefault(proof.getValue(), ""),
                        step.line())))
        .toList();
  }

  /// A figure as a scenario asserts it.
  public record Proof(String figure, String expected, int line) {}
}
