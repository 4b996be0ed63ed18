// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that see a stack only from outside, over HTTP and AWS's APIs, and so judge a local cloud
/// and a deployed stack alike. Their constructor is given the [StackUnderTest]. They send a few
/// dozen orders and leave the stack as they found it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("acceptance")
@ExtendWith(StackExtension.class)
@interface BlackBox {}
