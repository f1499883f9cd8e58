/**
 * Runs the external quality program of a contract. It is the one place where Weft starts foreign code; whether it may is
 * decided before, by the platform's list of allowed pipelines, never by the contract.
 */
@NullMarked
package io.weft.internal.pipeline;

import org.jspecify.annotations.NullMarked;
