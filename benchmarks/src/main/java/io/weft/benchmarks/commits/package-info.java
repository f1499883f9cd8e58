/**
 * What one commit costs as a product grows: {@link io.weft.benchmarks.commits.Comparison} is where to start reading.
 */
@NullMarked
package io.weft.benchmarks.commits;

import org.jspecify.annotations.NullMarked;
