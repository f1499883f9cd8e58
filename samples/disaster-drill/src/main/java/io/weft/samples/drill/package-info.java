/** A product is backed up, lost, and restored elsewhere: {@link io.weft.samples.drill.DisasterDrill} is the program. */
@NullMarked
package io.weft.samples.drill;

import org.jspecify.annotations.NullMarked;
