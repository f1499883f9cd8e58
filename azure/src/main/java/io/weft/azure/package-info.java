/** Azure Blob Storage, also where it is used as Data Lake Storage. */
@NullMarked
package io.weft.azure;

import org.jspecify.annotations.NullMarked;
