// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.hostile;

/// Which of a local cloud's ports a conversation is with.
enum Port {
  GATEWAY,
  AWS
}
