// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Ports;
import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A local cloud that cannot have one of its ports leaves the others to the next one.
final class TakenPortIT {
  @TempDir private Path folder;
  private int gatewayPort;

  @BeforeEach
  void findAFreePort() {
    try (var free = Server.bind(ServerConfig.of("free", 0, 1))) {
      gatewayPort = free.port();
    }
  }

  @Test
  void givesTheGatewaysPortBackWhenTheAwsPortIsTaken() throws Exception {
    try (var taken = Server.bind(ServerConfig.of("taken", 0, 1))) {
      assertThatExceptionOfType(PortTakenException.class)
          .isThrownBy(() -> start(new Ports(gatewayPort, taken.port(), 0)))
          .withMessageStartingWith("aws port " + taken.port() + " cannot be opened");
    }

    assertThatTheGatewaysPortIsFree();
  }

  @Test
  void givesAllPortsBackWhenTheXrayPortIsTaken() throws Exception {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var taken = new DatagramSocket(address)) {
      assertThatExceptionOfType(PortTakenException.class)
          .isThrownBy(() -> start(new Ports(gatewayPort, 0, taken.getLocalPort())));
    }

    assertThatTheGatewaysPortIsFree();
  }

  private void start(Ports ports) throws IOException {
    var template = folder.resolve("template.yaml");
    Files.writeString(template, "Resources: {Jobs: {Type: 'AWS::SQS::Queue'}}\n");
    LocalCloud.start(
            LocalCloudConfig.of(template).withPorts(ports).withOutput(new Output(false, null)))
        .close();
  }

  private void assertThatTheGatewaysPortIsFree() {
    try (var again = Server.bind(ServerConfig.of("gateway", gatewayPort, 1))) {
      assertThat(again.port()).isEqualTo(gatewayPort);
    }
  }
}
