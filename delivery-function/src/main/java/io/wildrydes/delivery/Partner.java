// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.http.Answer;
import java.io.IOException;
import java.time.Duration;

/// Takes orders, slowly and not always.
interface Partner {
  /// Hands an order over, waiting for the answer as long as it takes.
  ///
  /// @throws IOException when no whole answer came
  Answer send(Call call) throws IOException, InterruptedException;

  /// Hands an order over, waiting for the answer at most this long.
  ///
  /// @throws IOException when no whole answer came
  Answer send(Call call, Duration limit) throws IOException, InterruptedException;
}
