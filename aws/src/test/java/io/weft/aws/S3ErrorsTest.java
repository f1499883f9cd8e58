package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.aws.S3Errors.Effect;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 answers by its documentation, and what is known of the request then. */
class S3ErrorsTest {
    private static final Location OBJECT = Location.of("s3://bucket/object");

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, UNAVAILABLE, UNAVAILABLE, true",
        "429, '', UNAVAILABLE, UNAVAILABLE, true",
        "400, RequestLimitExceeded, UNAVAILABLE, UNAVAILABLE, true",
        "503, ServiceUnavailable, UNAVAILABLE, UNAVAILABLE, false",
        "409, ConditionalRequestConflict, UNAVAILABLE, UNAVAILABLE, false",
        "400, BadDigest, UNAVAILABLE, UNAVAILABLE, false",
        "500, InternalError, UNAVAILABLE, OUTCOME_UNKNOWN, false",
        "503, '', UNAVAILABLE, OUTCOME_UNKNOWN, false",
        "501, NotImplemented, FAILED, FAILED, false",
        "301, PermanentRedirect, INVALID, INVALID, false",
        "404, NoSuchBucket, INVALID, INVALID, false",
        "400, ExpiredToken, ACCESS_DENIED, ACCESS_DENIED, false",
        "403, AccessDenied, ACCESS_DENIED, ACCESS_DENIED, false",
        "403, RequestTimeTooSkewed, ACCESS_DENIED, ACCESS_DENIED, false",
        "403, QuotaExceeded, NO_SPACE, NO_SPACE, false",
        "507, XMinioStorageFull, NO_SPACE, NO_SPACE, false",
        "403, InvalidObjectState, FAILED, FAILED, false",
        "400, KeyTooLongError, INVALID, INVALID, false",
        "400, InvalidRequest, FAILED, FAILED, false"
    })
    void anAnswerSaysWhatIsKnown(int status, String code, Kind reading, Kind writing, boolean throttled) {
        S3Exception answer = (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
        for (Effect effect : Effect.values()) {
            StorageException said = S3Errors.of("ask for", OBJECT, effect, answer);
            assertThat(said.kind()).isEqualTo(effect == Effect.READS ? reading : writing);
            assertThat(said.isThrottled()).isEqualTo(throttled);
            assertThat(said).hasMessageContaining("S3 did not ask for s3://bucket/object: " + status);
        }
    }

    @Test
    void ofManyDeletesOneThatIsNotAllowedIsTold() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(
                        () -> S3Errors.requireNone(undeleted("InternalError", "AccessDenied", "SlowDown"), "bucket"))
                .withMessage(
                        "WEFT-STORAGE-003: S3 did not delete s3://bucket/1: AccessDenied, and 2 more. Grant the right to the"
                                + " role that runs this, or give other credentials; docs/how-to/use-s3.md lists the rights");
    }

    @Test
    void ofManyDeletesThoseThatMayPassAreMadeAgain() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> S3Errors.requireNone(undeleted("InternalError"), "bucket"))
                .withMessage("WEFT-STORAGE-005: S3 did not delete s3://bucket/0: InternalError. It may be sent again")
                .satisfies(e -> assertThat(e.isThrottled()).isFalse());
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> S3Errors.requireNone(undeleted("SlowDown", "InternalError"), "bucket"))
                .withMessage(
                        "WEFT-STORAGE-006: S3 did not delete s3://bucket/0: SlowDown, and 1 more. It may be sent again, at a"
                                + " lower rate")
                .satisfies(e -> assertThat(e.isThrottled()).isTrue());
        assertThatCode(() -> S3Errors.requireNone(undeleted(), "bucket")).doesNotThrowAnyException();
    }

    private static DeleteObjectsResponse undeleted(String... codes) {
        List<String> all = Arrays.asList(codes);
        return DeleteObjectsResponse.builder()
                .errors(all.stream()
                        .map(code -> S3Error.builder()
                                .key(String.valueOf(all.indexOf(code)))
                                .code(code)
                                .build())
                        .toList())
                .build();
    }
}
