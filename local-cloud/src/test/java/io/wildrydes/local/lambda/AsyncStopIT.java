// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Fields;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asynchronous events when the local cloud stops and starts again.
final class AsyncStopIT {
  @TempDir private Path folder;

  @Test
  void triesAnEventAgainWhoseTryTheStopCutShort() throws Exception {
    var before = rig("napper");
    var requestId = before.service().enqueue(event("\"hang\""));
    LambdaRig.await("the try is under way", () -> before.texts().contains("about to hang"));
    before.close();

    var saved = before.service().save();
    try (var after = rig("napper")) {
      var homeless = after.service().restore(Fields.of(Json.parse(Json.write(saved))));
      LambdaRig.await("the event is tried again", () -> after.texts().contains("about to hang"));

      assertThat(homeless).isEmpty();
      assertThat(after.texts()).anyMatch(line -> line.startsWith("START RequestId: " + requestId));
    }
    assertThat(saved.at("/events/0/attempts").asInt(-1)).isZero();
    assertThat(before.messages).isEmpty();
  }

  @Test
  void letsATryEndThatTakesLessThanTheDrain() throws Exception {
    var before = rig("napper");
    before.service().enqueue(event("\"nap\""));
    LambdaRig.await("the try is under way", () -> before.texts().contains("about to sleep"));

    before.close();

    assertThat(before.service().waiting()).isEmpty();
    assertThat(before.texts()).anyMatch(line -> line.startsWith("REPORT "));
  }

  @Test
  void keepsEventsForAFunctionThatIsGone() {
    var before = rig("napper");
    before.close(); // nothing is tried any more
    var requestId = before.service().enqueue(event("1"));
    var saved = before.service().save();

    try (var after = rig("another")) {
      assertThat(after.service().restore(Fields.of(saved)))
          .containsExactly(
              "event %s for function arn:aws:lambda:us-east-1:000000000000:function:napper, which the template does not have"
                  .formatted(requestId));
      assertThat(after.service().save()).isEqualTo(saved);
    }
    assertThat(before.service().waiting()).isEqualTo(Map.of("function napper", 1));
  }

  private LambdaRig rig(String function) {
    return new LambdaRig(folder).function(function, "EchoHandler", "{\"Timeout\":60}").start();
  }

  private static InvocationRequest event(String payload) {
    var bytes = payload.getBytes(StandardCharsets.UTF_8);
    return new InvocationRequest("napper", bytes, Optional.empty());
  }
}
