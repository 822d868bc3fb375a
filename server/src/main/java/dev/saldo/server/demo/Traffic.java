package dev.saldo.server.demo;

import dev.saldo.server.demo.Script.Deed;
import dev.saldo.server.demo.Script.Player;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// The seeded model of a stream of calls.
///
/// Sizes are log-normal about the medians that were published for two production services of one
/// cloud: conversation 1,020 tokens of prompt and 129 of output, code completion 1,500 and 13
/// (Patel et al., "Splitwise: Efficient Generative LLM Inference Using Phase Splitting", ISCA 2024,
/// section III). Their spread, 1.1 and 0.9 in the logarithm, is chosen so that one call in a
/// hundred is an order of magnitude larger, as in the traces published with that paper. Pauses
/// between calls follow a Gamma distribution of shape 0.5, which is burstier than chance
/// (coefficient of variation 1.41); that arrivals of such services come in bursts of that kind was
/// measured over 121 days by Wang et al., "BurstGPT" (arXiv 2401.17644).
public final class Traffic {
  private static final double PROMPT_SPREAD = 1.1;
  private static final double OUTPUT_SPREAD = 0.9;
  private static final double OUTPUT_MAX = 8_192;
  private static final double PROMPT_MAX = 190_000;

  private final Random random;
  private final List<Player> players;
  private final Map<String, List<Deed>> deeds;
  private final double pauseMs;

  /// One call.
  ///
  /// @param after the pause since the one before
  /// @param settled what was used in the end, where that isn't known before; empty for acts of a
  ///   price that is known
  public record Call(
      Duration after,
      Player player,
      String member,
      Deed deed,
      Map<String, Object> known,
      Map<String, Object> settled) {}

  /// @param perSecond how many calls a second there are in the long run
  public Traffic(Script script, long seed, int perSecond) {
    this.random = new Random(seed);
    this.players = script.players();
    this.deeds = script.deeds().stream().collect(Collectors.groupingBy(Deed::catalog));
    this.pauseMs = 1_000.0 / perSecond;
  }

  public Call next() {
    var after = Duration.ofNanos((long) (pause() * 1_000_000));
    var player = drawn(players, Player::weight);
    var member = player.members().get(random.nextInt(player.members().size()));
    var deed = drawn(deeds.getOrDefault(player.catalog(), List.of()), Deed::share);
    return switch (deed.sizes()) {
      case NONE -> new Call(after, player, member, deed, deed.data(), Map.of());
      case CONVERSATION -> sized(after, player, member, deed, 1_020, 129);
      case CODE -> sized(after, player, member, deed, 1_500, 13);
    };
  }

  private Call sized(
      Duration after, Player player, String member, Deed deed, int prompt, int output) {
    var known = new java.util.HashMap<>(deed.data());
    known.put("input_tokens", tokens(prompt, PROMPT_SPREAD, PROMPT_MAX));
    var used = Map.<String, Object>of("output_tokens", tokens(output, OUTPUT_SPREAD, OUTPUT_MAX));
    return new Call(after, player, member, deed, known, used);
  }

  private long tokens(int median, double spread, double most) {
    return Math.max(
        1, Math.round(Math.min(most, median * Math.exp(spread * random.nextGaussian()))));
  }

  /// In milliseconds. A Gamma of shape one half and scale twice the mean is the mean times the
  /// square of a normal.
  private double pause() {
    var normal = random.nextGaussian();
    return pauseMs * normal * normal;
  }

  private <T> T drawn(List<T> all, ToIntFunction<T> weight) {
    var at = random.nextInt(all.stream().mapToInt(weight).sum());
    for (var one : all) {
      at -= weight.applyAsInt(one);
      if (at < 0) {
        return one;
      }
    }
    throw new IllegalStateException("weights don't add up");
  }
}
