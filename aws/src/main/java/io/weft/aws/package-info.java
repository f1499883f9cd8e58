/** Amazon S3 and stores that speak its language. */
@NullMarked
package io.weft.aws;

import org.jspecify.annotations.NullMarked;
