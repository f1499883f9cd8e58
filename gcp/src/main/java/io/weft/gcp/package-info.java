/** Google Cloud Storage. */
@NullMarked
package io.weft.gcp;

import org.jspecify.annotations.NullMarked;
