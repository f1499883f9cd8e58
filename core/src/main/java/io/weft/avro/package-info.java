/** The bridge to Apache Avro for those who have it already: the only public signatures that mention it. */
@NullMarked
package io.weft.avro;

import org.jspecify.annotations.NullMarked;
