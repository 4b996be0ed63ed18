// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that a deployed stack cannot be put through; a run against one says so.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("local")
@ExtendWith(LocalOnlyCondition.class)
public @interface LocalOnly {

  /// Why not.
  String value();
}
