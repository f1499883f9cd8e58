/**
 * How fast publications reach S3, beside a transfer manager that sends finished files: {@link
 * io.weft.benchmarks.transfers.Comparison} is where to start reading.
 */
@NullMarked
package io.weft.benchmarks.transfers;

import org.jspecify.annotations.NullMarked;
