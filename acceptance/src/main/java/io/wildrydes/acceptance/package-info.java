// SPDX-License-Identifier: Apache-2.0
/// What judges a running stack from outside shares here: how it is reached ([AwsAccess]), how load
/// is sent to it ([Artillery]), and what its logs, queues and processes say. The commands that use
/// it have packages of their own; start at the one of `make demo`.
@NullMarked
package io.wildrydes.acceptance;

import org.jspecify.annotations.NullMarked;
