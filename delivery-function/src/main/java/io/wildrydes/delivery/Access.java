// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import java.net.URI;

/// Where the partner is and the key it asks for.
record Access(URI endpoint, ApiKey key) {}
