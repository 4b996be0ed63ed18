// SPDX-License-Identifier: Apache-2.0
/// HTTP in and out. In: [io.wildrydes.kit.http.HttpEntry] turns API Gateway proxy events into
/// values and answers back. Out: [io.wildrydes.kit.http.HttpCaller] calls others within a deadline.
@NullMarked
package io.wildrydes.kit.http;

import org.jspecify.annotations.NullMarked;
