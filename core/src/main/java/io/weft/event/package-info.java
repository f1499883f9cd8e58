/** Facts about publications, told to listeners as they happen. */
@NullMarked
package io.weft.event;

import org.jspecify.annotations.NullMarked;
