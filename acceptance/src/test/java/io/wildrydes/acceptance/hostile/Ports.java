// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

/// Where a local cloud listens.
record Ports(int gateway, int aws) {
  int of(Port port) {
    return switch (port) {
      case GATEWAY -> gateway;
      case AWS -> aws;
    };
  }
}
