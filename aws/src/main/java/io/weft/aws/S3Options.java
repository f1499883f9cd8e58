package io.weft.aws;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * How objects are written.
 *
 * @param checksums whether the store is told the CRC32C of what it gets
 * @param kmsKey the key that the store encrypts with; null for what the bucket says
 * @param storageClass null for what the bucket says
 * @param tags of every object
 */
record S3Options(
        boolean checksums,
        @Nullable String kmsKey,
        @Nullable StorageClass storageClass,
        Map<String, String> tags) {
    /** Metadata by which a write knows its object again. */
    private static final String MARK = "weft-write";

    static Optional<String> markOf(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(MARK));
    }

    PutObjectRequest.Builder put(String mark) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .metadata(Map.of(MARK, mark))
                .serverSideEncryption(encryption())
                .ssekmsKeyId(kmsKey)
                .storageClass(storageClass);
        // An empty set of tags would be sent as an empty header.
        return tags.isEmpty() ? request : request.tagging(tagging());
    }

    CreateMultipartUploadRequest.Builder begin(String mark) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .metadata(Map.of(MARK, mark))
                .serverSideEncryption(encryption())
                .ssekmsKeyId(kmsKey)
                .storageClass(storageClass);
        // An empty set of tags would be sent as an empty header.
        return tags.isEmpty() ? request : request.tagging(tagging());
    }

    CopyObjectRequest.Builder copy() {
        return CopyObjectRequest.builder()
                .serverSideEncryption(encryption())
                .ssekmsKeyId(kmsKey)
                .storageClass(storageClass);
    }

    private @Nullable ServerSideEncryption encryption() {
        return kmsKey == null ? null : ServerSideEncryption.AWS_KMS;
    }

    private Tagging tagging() {
        return Tagging.builder()
                .tagSet(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }
}
