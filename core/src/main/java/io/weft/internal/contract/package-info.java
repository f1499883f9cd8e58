/**
 * Reading of {@code dataproduct.yaml}. A text becomes a tree with places ({@link io.weft.internal.contract.YamlTree}),
 * the tree is read key by key after one description of all keys ({@link io.weft.internal.contract.ContractModel}), and
 * when nothing was wrong, the keys become a {@link io.weft.contract.Contract}. Start reading at {@link
 * io.weft.internal.contract.ContractDocument}.
 */
@NullMarked
package io.weft.internal.contract;

import org.jspecify.annotations.NullMarked;
