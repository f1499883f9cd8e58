/** Where schemas come from (Java records, Avro files, stored JSON), how they are compared, and what they are called in errors. */
@NullMarked
package io.weft.internal.schema;

import org.jspecify.annotations.NullMarked;
