package io.weft.maintenance;

/**
 * Something in a location that is not as it should be.
 *
 * @param severity how bad it is
 * @param code its stable code
 * @param object what it is about: an object's location, or a part of the product
 * @param finding what was found
 * @param remedy what to do about it
 */
public record Symptom(Severity severity, String code, String object, String finding, String remedy) {
    /** How bad a symptom is. */
    public enum Severity {
        /** Something is lost or will be: readers get errors, or the store will delete what is needed. */
        ERROR,
        /** Readers through Weft get what they should; plain readers may not, or something is slower than it could be. */
        WARNING,
        /** Good to know, such as room that a clean-up would free. */
        NOTE
    }

    /** {@return the symptom in one line} */
    @Override
    public String toString() {
        return severity + " " + code + " " + object + ": " + finding + ". " + remedy;
    }
}
