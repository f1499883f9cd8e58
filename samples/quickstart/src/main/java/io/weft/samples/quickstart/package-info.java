/** The smallest complete Weft program. */
@NullMarked
package io.weft.samples.quickstart;

import org.jspecify.annotations.NullMarked;
