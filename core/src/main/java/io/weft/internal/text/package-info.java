/** Help with words in messages. */
@NullMarked
package io.weft.internal.text;

import org.jspecify.annotations.NullMarked;
