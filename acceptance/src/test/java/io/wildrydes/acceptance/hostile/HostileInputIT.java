// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.acceptance.hostile.Footprint.NamedThread;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Functions;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole local cloud against peers that mean no good, on the project's own template.
///
/// `-Dhostile.count=` says how many conversations, `-Dhostile.seed=` which ones, `-Dhostile.only=`
/// repeats one. `make hostile` takes `COUNT=` and `SEED=`.
@LocalOnly("is an attack, and watches its victim from inside")
class HostileInputIT {
  private static final long SEED = Long.getLong("hostile.seed", 20_261_120L);
  private static final int COUNT = Integer.getInteger("hostile.count", 20_000);
  private static final int ONLY = Integer.getInteger("hostile.only", -1);
  private static final int WARM_UP = 400;
  private static final int STALLED = 64;
  private static final int MORE_FILES = 16;
  private static final long MORE_HEAP_BYTES = 48L * 1024 * 1024;
  private static final Pattern OURS =
      Pattern.compile(
          "(gateway|aws|runtime-api|lambda|events|queues|poller|logs|traces|shutdown).*");

  @TempDir Path folder;

  @Test
  void everyAnswerIsDocumentedAndNothingIsLeftBehind() throws Exception {
    var threads = Footprint.threads(folder);
    int port;
    try (var cloud = LocalCloud.start(config())) {
      port = cloud.awsEndpoint().getPort();
      if (ONLY >= 0) {
        var one = campaign(cloud);
        var failed = one.hold(ONLY, ONLY + 1);
        System.out.println(one.summary());
        assertThat(failed).isEmpty();
        return;
      }
      holdAll(cloud);
    }
    refuses(port);
    var left =
        Await.until(
            "no thread of the local cloud is left",
            Duration.ofSeconds(20),
            () -> ours(threads),
            List::isEmpty);
    assertThat(left).isEmpty();
  }

  private static void holdAll(LocalCloud cloud) throws Exception {
    int gateway = ports(cloud).gateway();
    awaitFunction(cloud);
    assertThat(campaign(cloud).hold(-WARM_UP, 0)).as("warm-up").isEmpty();
    var before = Footprint.now();
    long start = System.nanoTime();
    var campaign = campaign(cloud);
    List<String> failures;
    var stalled = stall(gateway);
    try {
      failures = campaign.hold(0, COUNT);
    } finally {
      for (var socket : stalled) {
        socket.close();
      }
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    Await.until(
        "file descriptors are given back",
        Duration.ofSeconds(60),
        Footprint::openFiles,
        open -> open <= before.files() + MORE_FILES);
    var after = Footprint.now();
    System.out.printf(
        "hostile input: seed %d, %d conversations in %d ms, files %d -> %d, heap %d -> %d KB%n%s%n",
        SEED,
        COUNT,
        took.toMillis(),
        before.files(),
        after.files(),
        before.heapBytes() / 1024,
        after.heapBytes() / 1024,
        campaign.summary());
    assertThat(failures).as("seed %d", SEED).isEmpty();
    assertThat(after.heapBytes() - before.heapBytes()).isLessThan(MORE_HEAP_BYTES);
  }

  /// A cold start on a busy machine may take longer than a caller waits.
  private static void awaitFunction(LocalCloud cloud) {
    var order =
        "POST /publicapi/live/notify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
    var conversation = Conversation.of(Port.GATEWAY, Words.ascii(order), Wanted.ACCEPTED);
    Await.until(
        "an order is accepted",
        Duration.ofMinutes(2),
        () -> Peer.hold(conversation, ports(cloud).gateway()),
        result -> result.objection().isEmpty());
  }

  /// Peers that stop in the middle of a request, all the time.
  private static List<Socket> stall(int port) throws IOException {
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < STALLED; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket
          .getOutputStream()
          .write(
              Words.ascii("POST /publicapi/live/notify HTTP/1.1\r\nHost: localhost\r\nContent-Le"));
      sockets.add(socket);
    }
    return sockets;
  }

  /// Another test's local cloud may run beside this one and start threads, in executors of its own.
  private List<NamedThread> ours(List<NamedThread> before) {
    return Footprint.threads(folder).stream()
        .filter(thread -> OURS.matcher(thread.name()).matches())
        .filter(thread -> !before.contains(thread) && !thread.belongsWith(before))
        .toList();
  }

  private static void refuses(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
  }

  private static Campaign campaign(LocalCloud cloud) {
    return new Campaign(SEED, ports(cloud));
  }

  private static Ports ports(LocalCloud cloud) {
    var notify = URI.create(Objects.requireNonNull(cloud.outputs().get("NotifyUrl")));
    return new Ports(notify.getPort(), cloud.awsEndpoint().getPort());
  }

  private LocalCloudConfig config() {
    return LocalCloudConfig.of(Path.of("../template.yaml"))
        .onFreePorts()
        .withParameter("SlowApiFailureRate", "0")
        .withParameter("SlowApiMaxDelayMs", "0")
        .withParameter("StageRateLimit", "1000000")
        .withParameter("StageBurstLimit", "1000000")
        .withFunctions(new Functions(8, 8))
        .withOutput(new Output(false, folder.resolve("logs")))
        .withWaits(new PlatformWaits(0.02));
  }
}
