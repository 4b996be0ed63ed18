// SPDX-License-Identifier: Apache-2.0
/// `POST /promo`: what a ride costs of its full fare. Start at [io.wildrydes.promo.Promo]. The
/// faults that can be switched on here are those of the reference systems, see
/// [io.wildrydes.promo.PromoDocuments].
@NullMarked
package io.wildrydes.promo;

import org.jspecify.annotations.NullMarked;
