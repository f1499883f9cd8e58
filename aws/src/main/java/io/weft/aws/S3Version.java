package io.weft.aws;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Which version of an object is read: the one that is there, by its ETag; or any, by its id as well. The id alone does not do:
 * whatever is written without versioning is called {@code null}, one after the other.
 *
 * @param id how S3 calls the version; empty for the one that is there, which everybody may read who may read objects
 * @param eTag what its content is known by
 */
record S3Version(Optional<String> id, String eTag) {
    static S3Version of(GetObjectResponse answer) {
        return new S3Version(Optional.empty(), answer.eTag());
    }

    static S3Version of(software.amazon.awssdk.services.s3.model.ObjectVersion found) {
        return new S3Version(Optional.ofNullable(found.versionId()), found.eTag());
    }

    /** Reads what {@link #text} wrote. Neither ids nor ETags have spaces. */
    static S3Version of(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new S3Version(Optional.empty(), text)
                : new S3Version(Optional.of(text.substring(0, space)), text.substring(space + 1));
    }

    String text() {
        return id.map(known -> known + " ").orElse("") + eTag;
    }

    void ask(GetObjectRequest.Builder request) {
        request.ifMatch(eTag);
        id.ifPresent(request::versionId);
    }
}
