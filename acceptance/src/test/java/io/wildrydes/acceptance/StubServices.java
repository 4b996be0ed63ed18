// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.StubServer.Reply;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// All that RequestRide asks of others, in the place of the internal API and of the event bus, and
/// the stack that asks them: `template.yaml` but for two addresses. They are well until a test says
/// otherwise.
final class StubServices implements AutoCloseable {
  /// Stands for what a service that is well replies.
  static final String WELL = "-";

  private static final String UNICORN =
      "{\"Name\":\"Shadowfax\",\"Color\":\"White\","
          + "\"DeviceId\":\"21fc3d3a-f26a-11e8-9109-8c859074f8c7\"}";

  /// Kept from run to run, so that functions are unpacked and their caches trained once.
  private static final Path FOLDER = Path.of("target", "stub-services");

  private static final String INTERNAL_API =
      "INTERNAL_API_URL: !Sub https://${InternalApi}.execute-api.${AWS::Region}"
          + ".${AWS::URLSuffix}/${InternalApi.Stage}\n";

  private final StubServer services = StubServer.open();
  private final StubServer bus = StubServer.open();

  StubServices() {
    behave(Replies.ALL_WELL);
  }

  /// Behave so from now on; what was asked before is forgotten.
  void behave(Replies replies) {
    services.behave(
        new Reply("/live/unicorn", replies.fleet()),
        new Reply("/live/promo", replies.promo()),
        new Reply("/live/record", replies.record()));
    bus.behave(new Reply("/", replies.events()));
  }

  /// The bodies of PutEvents calls since then.
  List<String> published() {
    return bus.requests().stream().map(StubServer.Request::body).toList();
  }

  /// The stack that asks them.
  ///
  /// @param resilience value of the template's parameter
  LocalCloudConfig config(String resilience) {
    return LocalCloudConfig.of(template(resilience))
        .onFreePorts()
        .withParameter("Resilience", resilience)
        .withOutput(new Output(false, null));
  }

  @Override
  public void close() {
    services.close();
    bus.close();
  }

  /// The template, with other addresses for RequestRide and its jars where they are.
  private Path template(String name) {
    try {
      var original = Files.readString(Path.of("../template.yaml"));
      assertThat(original).containsOnlyOnce(INTERNAL_API);
      var copy =
          original
              .replace(
                  INTERNAL_API,
                  "INTERNAL_API_URL: %s/live%n          AWS_ENDPOINT_URL_EVENTBRIDGE: %s%n"
                      .formatted(services.address(), bus.address()))
              .replace("CodeUri: ", "CodeUri: " + Path.of("..").toAbsolutePath().normalize() + "/");
      Files.createDirectories(FOLDER);
      return Files.writeString(FOLDER.resolve(name + ".yaml"), copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What each of them replies, see [StubServer].
  record Replies(String fleet, String promo, String record, String events) {
    private static final Replies ALL_WELL = new Replies(WELL, WELL, WELL, WELL);

    Replies {
      fleet = fleet.equals(WELL) ? "200 " + UNICORN : fleet;
      promo = promo.equals(WELL) ? "201 {\"DiscountMultiplier\":0.85}" : promo;
      record = record.equals(WELL) ? "201 {\"success\":true}" : record;
      events =
          events.equals(WELL)
              ? "200 {\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"event-1\"}]}"
              : events;
    }
  }
}
