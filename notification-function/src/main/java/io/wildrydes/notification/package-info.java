// SPDX-License-Identifier: Apache-2.0
/// `POST /notify`: takes an order and puts it on the event bus. Start at
/// [io.wildrydes.notification.Notification]; what becomes of the order afterwards is Delivery's
/// business.
@NullMarked
package io.wildrydes.notification;

import org.jspecify.annotations.NullMarked;
