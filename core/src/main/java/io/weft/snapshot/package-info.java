/** What is published: versions of a product, their files, and their rows. */
@NullMarked
package io.weft.snapshot;

import org.jspecify.annotations.NullMarked;
