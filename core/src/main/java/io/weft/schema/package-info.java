/** What a row looks like: fields, their types, and which Java values stand for them. */
@NullMarked
package io.weft.schema;

import org.jspecify.annotations.NullMarked;
