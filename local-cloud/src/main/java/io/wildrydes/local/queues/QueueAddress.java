// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

/// The three names of a queue.
record QueueAddress(String name, String arn, String url) {
  /// The name at the end of a queue URL, whatever host it names; empty when the text is not a queue
  /// URL of this account.
  static String nameIn(String url, String accountId) {
    int nameAt = url.lastIndexOf('/') + 1;
    var account = "/" + accountId + "/";
    return nameAt > 0 && url.substring(0, nameAt).endsWith(account) ? url.substring(nameAt) : "";
  }
}
