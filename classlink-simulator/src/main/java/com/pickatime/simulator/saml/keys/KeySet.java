package com.pickatime.simulator.saml.keys;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key in use and what is published beside it.
 *
 * @param previous the certificate of the key before, while it is still published
 */
record KeySet(IdpKey current, @Nullable X509Certificate previous) {

    List<X509Certificate> published() {
        return Stream.of(current.certificate(), previous)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
