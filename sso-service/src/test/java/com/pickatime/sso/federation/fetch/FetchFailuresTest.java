package com.pickatime.sso.federation.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FetchFailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("secret"), FetchFailure.HOST_NOT_FOUND),
                Arguments.of(new IOException(new UnknownHostException("secret")), FetchFailure.HOST_NOT_FOUND),
                Arguments.of(new SSLHandshakeException("secret"), FetchFailure.UNTRUSTED_CERTIFICATE),
                Arguments.of(new RuntimeException(new SSLHandshakeException("s")), FetchFailure.UNTRUSTED_CERTIFICATE),
                Arguments.of(new TimeoutException("secret"), FetchFailure.TIMED_OUT),
                Arguments.of(new ConnectException("secret"), FetchFailure.NO_CONNECTION),
                Arguments.of(new IllegalArgumentException("secret"), FetchFailure.NO_CONNECTION));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellTheirClassAndNothingElse(Exception failure, FetchFailure expected) {
        var translated = FetchFailures.translated(failure);

        assertThat(translated.code()).isEqualTo(expected.name());
        assertThat(translated).hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void stayWhatTheyAreOnceTheyAreTranslated() {
        var known = new MetadataUnavailableException(FetchFailure.REDIRECTED);

        assertThat(FetchFailures.translated(known)).isSameAs(known);
    }

    @ParameterizedTest
    @EnumSource
    void sayInWordsWhatToDo(FetchFailure failure) {
        assertThat(failure.explanation()).matches("(must|names|leads|redirects) .*[^.]");
    }
}
