package io.weft.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.contract.ContractDocument;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads {@code dataproduct.yaml}. Every value is read by the rules of its key and never by YAML's guesses; everything that
 * is wrong is reported at once, with its place. What the file may be is limited before it is parsed: 256 KiB, 32 levels, no
 * anchors, aliases, tags, merge keys or second documents. The keys are described in {@code docs/reference/contract.md}.
 * Thread-safe.
 */
@CheckReturnValue
public final class ContractReader {
    private ContractReader() {}

    /**
     * Reads a file.
     *
     * @param file a UTF-8 file
     * @return the contract
     * @throws ContractException with every problem, also if the file cannot be opened
     */
    public static Contract read(Path file) {
        return ContractDocument.read(file);
    }

    /**
     * Reads a text.
     *
     * @param yaml the text of a contract
     * @return the contract
     * @throws ContractException with every problem
     */
    public static Contract read(String yaml) {
        return ContractDocument.read(yaml);
    }

    /**
     * Reads a stream, at most one byte beyond the limit. The caller closes it.
     *
     * @param stream UTF-8
     * @return the contract
     * @throws ContractException with every problem, also if the stream fails
     */
    public static Contract read(InputStream stream) {
        return ContractDocument.read(stream);
    }

    /**
     * The JSON Schema (draft 2020-12) of contracts, for editors and for tools without Java. It knows every key, default and
     * allowed value; a few rules, such as those between checks and fields, are beyond it.
     *
     * @return the schema as text, the same as the resource {@code io/weft/contract/dataproduct.schema.json}
     */
    public static String jsonSchema() {
        return ContractDocument.jsonSchema();
    }
}
