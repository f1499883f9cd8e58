/**
 * The way of a record: taken apart, checked, written to a staged file; then the verdict, the commit and what follows it.
 * {@link io.weft.internal.publish.PublicationSession} is where to start reading.
 */
@NullMarked
package io.weft.internal.publish;

import org.jspecify.annotations.NullMarked;
