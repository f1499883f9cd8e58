/** The promise of a data product, as its team writes it in {@code dataproduct.yaml}, and how it is read. */
@NullMarked
package io.weft.contract;

import org.jspecify.annotations.NullMarked;
