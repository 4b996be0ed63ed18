// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One operation of a service that speaks AWS's JSON protocol.
@FunctionalInterface
public interface JsonOperation {
  /// The output for the input.
  ///
  /// @throws AwsException with what AWS would answer
  JsonNode call(ObjectNode input, AwsCall call) throws InterruptedException;
}
