package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.ObjectStore.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload. Thread-safe. */
final class S3Upload implements Upload {
    private final S3Client client;
    private final S3Options options;
    private final Location object;
    private final Precondition precondition;
    private final String id;

    private S3Upload(S3Client client, S3Options options, Location object, Precondition precondition, String id) {
        this.client = client;
        this.options = options;
        this.object = object;
        this.precondition = precondition;
        this.id = id;
    }

    static S3Upload begin(S3Client client, S3Options options, Location object, Precondition precondition, String mark) {
        CreateMultipartUploadRequest.Builder request =
                options.begin(mark).bucket(object.authority()).key(object.path());
        if (options.checksums()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
        }
        String id = S3Errors.write("begin an upload of", object, () -> client.createMultipartUpload(request.build()))
                .uploadId();
        return new S3Upload(client, options, object, precondition, id);
    }

    @Override
    public String send(int number, byte[] bytes, int count) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(object.authority())
                .key(object.path())
                .uploadId(id)
                .partNumber(number);
        String checksum = options.checksums() ? S3Answers.crc32c(bytes, count) : "";
        if (options.checksums()) {
            request.checksumCRC32C(checksum);
        }
        UploadPartResponse answer = S3Errors.write(
                "write a part of", object, () -> client.uploadPart(request.build(), S3Answers.body(bytes, count)));
        return answer.eTag() + " " + checksum;
    }

    /** Takes a part from another object, without its bytes passing through here. */
    String copy(int number, Location source, long from, long end) {
        try {
            CopyPartResult part = client.uploadPartCopy(r -> r.sourceBucket(source.authority())
                            .sourceKey(source.path())
                            .copySourceRange("bytes=" + from + "-" + (end - 1))
                            .destinationBucket(object.authority())
                            .destinationKey(object.path())
                            .uploadId(id)
                            .partNumber(number))
                    .copyPartResult();
            String checksum = part.checksumCRC32C();
            return part.eTag() + " " + (checksum == null ? "" : checksum);
        } catch (SdkException e) {
            if (S3Errors.code(e).equals("NoSuchKey")) {
                throw S3Errors.notFound(source, e);
            }
            throw S3Errors.of("copy to", object, S3Errors.Effect.WRITES, e);
        }
    }

    @Override
    public Instant complete(List<String> parts) {
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(object.authority())
                .key(object.path())
                .uploadId(id)
                .multipartUpload(CompletedMultipartUpload.builder()
                        .parts(completed(parts))
                        .build());
        if (precondition == Precondition.ABSENT) {
            request.ifNoneMatch("*");
        }
        try {
            return S3Answers.time(client.completeMultipartUpload(request.build()));
        } catch (SdkException e) {
            if (S3Errors.status(e) == 412) {
                throw S3Errors.exists(object, e);
            }
            if (S3Errors.code(e).equals("NoSuchUpload")) {
                throw dropped(e);
            }
            throw S3Errors.of("complete", object, S3Errors.Effect.WRITES, e);
        }
    }

    private List<CompletedPart> completed(List<String> parts) {
        List<CompletedPart> completed = new ArrayList<>();
        for (String part : parts) {
            int space = part.indexOf(' ');
            CompletedPart.Builder next =
                    CompletedPart.builder().partNumber(completed.size() + 1).eTag(part.substring(0, space));
            if (space < part.length() - 1) {
                next.checksumCRC32C(part.substring(space + 1));
            }
            completed.add(next.build());
        }
        return completed;
    }

    private StorageException dropped(SdkException cause) {
        return new StorageException(
                Kind.FAILED,
                object
                        + " was not written: its upload was dropped meanwhile, by a clean-up or a rule of the bucket. Write it"
                        + " again, and let both wait longer than an upload may take",
                cause);
    }

    @Override
    public void abort() {
        try {
            client.abortMultipartUpload(
                    r -> r.bucket(object.authority()).key(object.path()).uploadId(id));
        } catch (SdkException e) {
            if (S3Errors.status(e) != 404) {
                throw S3Errors.of("drop the parts of", object, S3Errors.Effect.WRITES, e);
            }
        }
    }
}
