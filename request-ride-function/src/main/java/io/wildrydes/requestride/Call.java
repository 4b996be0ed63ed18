// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.http.Body;

/// One try to be served.
///
/// @param attempt from 1
record Call(Service service, Body body, String correlationId, int attempt) {}
