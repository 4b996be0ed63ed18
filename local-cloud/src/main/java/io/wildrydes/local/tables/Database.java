// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

/// Where the items are.
@FunctionalInterface
interface Database {
  /// Calls an operation of DynamoDB, in its own protocol.
  ///
  /// @param operation AWS's name of it, such as `PutItem`
  /// @throws io.wildrydes.local.aws.AwsException 500 `InternalServerError` when there is no answer
  ///   in time; whether the operation was done is then unknown
  Answer call(String operation, byte[] body) throws InterruptedException;
}
