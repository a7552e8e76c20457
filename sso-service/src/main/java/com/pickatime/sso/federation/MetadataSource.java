package com.pickatime.sso.federation;

import com.pickatime.sso.federation.fetch.MetadataFetcher;
import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.metadata.MetadataReader;
import com.pickatime.sso.saml.metadata.UnusableMetadataException;
import java.net.URI;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Fetches metadata and reads it; keeps nothing. */
@Component
public final class MetadataSource {

    private final MetadataFetcher fetcher;
    private final MetadataReader reader;

    public MetadataSource(MetadataSettings settings, Clock clock) {
        this.fetcher = MetadataFetcher.create(settings.allowLoopback());
        this.reader = new MetadataReader(clock, settings.allowLoopback());
    }

    /** What an address serves now; fails with {@link MetadataUnavailableException}. */
    public Mono<FetchedMetadata> fetch(URI url) {
        return fetcher.fetch(url).flatMap(xml -> read(xml).map(read -> new FetchedMetadata(xml, read)));
    }

    /** What metadata says, off the caller's thread; fails with {@link MetadataUnavailableException}. */
    Mono<IdentityProvider> read(byte[] xml) {
        return Mono.fromCallable(() -> reader.read(xml))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(UnusableMetadataException.class, MetadataUnavailableException::new);
    }
}
