/// The one JSON mapper of the local cloud.
@NullMarked
package io.wildrydes.local.json;

import org.jspecify.annotations.NullMarked;
