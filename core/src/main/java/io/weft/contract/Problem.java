package io.weft.contract;

import java.util.List;

/**
 * One fault of a contract or schema file, or one part of it that this version keeps but does not act on.
 *
 * @param code stable code such as {@code WEFT-CONTRACT-004}
 * @param line line in the file, from 1; 0 if the problem has no place
 * @param column column in characters, from 1; 0 if the problem has no place
 * @param path where in the document, for example {@code outputs[1].format}; empty for the document as a whole
 * @param found what stands there, shortened and made printable; empty if something is missing
 * @param allowed what may stand there; empty if anything else would do
 * @param fix what to do, in one sentence
 * @param message the whole in one or two sentences, without the place
 */
public record Problem(
        String code,
        int line,
        int column,
        String path,
        String found,
        List<String> allowed,
        String fix,
        String message) {
    /** Copies the list. */
    public Problem {
        allowed = List.copyOf(allowed);
    }

    /** {@return the place, the code and the message in one line} */
    @Override
    public String toString() {
        String place = line == 0 ? "" : "line " + line + ", column " + column + ": ";
        String where = path.isEmpty() ? "" : path + ": ";
        return place + where + message + " [" + code + "]";
    }
}
