package io.weft.internal.contract;

import io.weft.contract.Contract;
import io.weft.contract.ContractException;
import io.weft.contract.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Turns a text into a contract in three steps: the tree of the YAML ({@link YamlTree}), the keys with everything that is
 * wrong ({@link ContractModel}), and, if nothing is wrong, the contract. Thread-safe.
 */
public final class ContractDocument {
    private static final String TITLE = "Weft data product contract";

    private ContractDocument() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the contract
     * @throws ContractException with every problem of the file
     */
    public static Contract read(Path file) {
        String name = Characters.printable(file.toString(), 1000);
        try (InputStream stream = Files.newInputStream(file)) {
            return read(name, SourceText.of(stream));
        } catch (NoSuchFileException e) {
            throw unreadable(name, "there is no such file");
        } catch (AccessDeniedException e) {
            throw unreadable(name, "the operating system does not allow it");
        } catch (IOException e) {
            boolean folder = Files.isDirectory(file);
            throw unreadable(name, folder ? "it is a folder, not a file" : reason(e));
        }
    }

    /**
     * Reads a stream to its end or to the limit; the caller closes it.
     *
     * @param stream UTF-8
     * @return the contract
     * @throws ContractException with every problem
     */
    public static Contract read(InputStream stream) {
        try {
            return read("The contract", SourceText.of(stream));
        } catch (IOException e) {
            throw unreadable("The contract", e.getClass().getSimpleName());
        }
    }

    /**
     * Reads a text.
     *
     * @param yaml the text
     * @return the contract
     * @throws ContractException with every problem
     */
    public static Contract read(String yaml) {
        return read("The contract", SourceText.of(yaml));
    }

    /**
     * The JSON Schema of contracts.
     *
     * @return draft 2020-12, indented
     */
    public static String jsonSchema() {
        return Definitions.document(ContractModel.CONTRACT, TITLE).toPrettyString() + "\n";
    }

    private static Contract read(String name, SourceText source) {
        source.refusal().ifPresent(problem -> {
            throw new ContractException(name, List.of(problem));
        });
        Problems problems = new Problems();
        Optional<Section> document = readKeys(source.text(), problems);
        if (document.isEmpty() || !problems.isEmpty()) {
            throw new ContractException(name, problems.inOrder());
        }
        return ContractModel.bind(document.get(), problems, source.text());
    }

    private static Optional<Section> readKeys(String text, Problems problems) {
        try {
            return YamlTree.parse(text, problems)
                    .map(root -> SectionType.of(ContractModel.CONTRACT).read(root, Place.START, "", problems));
        } catch (Problems.TooMany e) {
            return Optional.empty();
        }
    }

    /** The system's own words, which name the file again, are left out where the reason stands alone. */
    private static String reason(IOException e) {
        String words = e instanceof FileSystemException system ? system.getReason() : null;
        return words == null ? e.getClass().getSimpleName() : words;
    }

    private static ContractException unreadable(String name, String reason) {
        Problem problem = Faults.unreadable(reason);
        return new ContractException(name, List.of(problem));
    }
}
