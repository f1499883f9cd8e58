package io.weft.internal.contract;

import io.weft.contract.Contract;
import io.weft.contract.Problem;
import io.weft.schema.Schema;
import java.util.List;

/**
 * Finds checks and partitions that a schema does not allow. The reader has done so for fields in the contract itself; this
 * is for schemas that come from elsewhere. Thread-safe.
 */
public final class ContractSchemaCheck {
    private ContractSchemaCheck() {}

    /**
     * Compares a contract with the schema of its rows.
     *
     * @param contract the contract
     * @param schema the schema that its {@code schema.location} has led to
     * @return the problems in the order of their places in the contract's file; places are 0 for a contract made in Java
     */
    public static List<Problem> problems(Contract contract, Schema schema) {
        Problems problems = new Problems();
        try {
            FieldUses.of(contract, SourcePlaces.in(contract.source())).check(schema, problems);
        } catch (Problems.TooMany e) {
            // The problem that says so is among the collected ones.
            return problems.inOrder();
        }
        return problems.inOrder();
    }
}
