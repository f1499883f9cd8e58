package io.weft.maintenance;

import java.util.List;

/**
 * What a look at a whole location found.
 *
 * @param versions how many versions the log has
 * @param files how many data files retained versions need
 * @param bytes how large these are
 * @param contentsRead whether every byte of them was read and hashed, or their presence and size looked at
 * @param symptoms what is not as it should be, worst first
 */
public record Diagnosis(long versions, long files, long bytes, boolean contentsRead, List<Symptom> symptoms) {
    /** Copies the list. */
    public Diagnosis {
        symptoms = List.copyOf(symptoms);
    }

    /**
     * Tells whether everything that readers need is there and right.
     *
     * @return true if there are no errors and no warnings
     */
    public boolean healthy() {
        return symptoms.stream().allMatch(symptom -> symptom.severity() == Symptom.Severity.NOTE);
    }

    /** {@return a line for the whole and one for each symptom} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(versions)
                .append(" versions, ")
                .append(files)
                .append(" data files needed, ")
                .append(bytes)
                .append(contentsRead ? " bytes, all read" : " bytes by their sizes")
                .append(symptoms.isEmpty() ? "; nothing is wrong" : "");
        symptoms.forEach(symptom -> text.append("\n  ").append(symptom));
        return text.toString();
    }
}
