/** Fakes, fault injection and compatibility kits for code that uses or extends Weft. */
@NullMarked
package io.weft.testkit;

import org.jspecify.annotations.NullMarked;
