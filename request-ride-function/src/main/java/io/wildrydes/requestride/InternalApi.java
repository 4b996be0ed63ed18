// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.http.Answer;
import java.io.IOException;
import java.time.Duration;

/// Leads to fleet, promo and record.
interface InternalApi {
  /// Calls and waits for the answer as long as it takes.
  ///
  /// @throws NoCredentialsException when nothing could be sent
  /// @throws IOException when no whole answer came
  Answer send(Call call) throws IOException, InterruptedException;

  /// Calls and waits for the answer at most this long.
  ///
  /// @throws NoCredentialsException when nothing could be sent
  /// @throws IOException when no whole answer came
  Answer send(Call call, Duration limit) throws IOException, InterruptedException;
}
