package com.pickatime.sso.setup;

import com.pickatime.platform.web.Problems;
import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.federation.KnownMetadata;
import com.pickatime.sso.federation.MetadataSource;
import com.pickatime.sso.federation.Published;
import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.settings.Provider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsBook;
import com.pickatime.sso.settings.StoredSettings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Saves settings whose identity provider answers, and no others. */
@Component
class ConfigureSso {

    private static final Logger log = LoggerFactory.getLogger(ConfigureSso.class);

    private final SsoSettingsBook book;
    private final MetadataSource source;
    private final IdentityProviders identityProviders;
    private final SettingsViews views;

    ConfigureSso(
            SsoSettingsBook book, MetadataSource source, IdentityProviders identityProviders, SettingsViews views) {
        this.book = book;
        this.source = source;
        this.identityProviders = identityProviders;
        this.views = views;
    }

    /** Saves these settings after a look at the metadata; a 400 problem, and nothing saved, if there is none. */
    Mono<SettingsView> save(SsoSettings settings, String changedBy) {
        return published(settings)
                .flatMap(published -> book.save(settings, changedBy)
                        .doOnNext(saved -> log.info(
                                "business={} single sign-on is set to {}", settings.businessId(), settings.provider()))
                        .flatMap(saved ->
                                follow(settings, published).map(known -> views.of(saved, known.orElse(null)))));
    }

    /** What saving them would bring, without saving. */
    Mono<SettingsView> check(SsoSettings settings) {
        return published(settings).map(published -> {
            var known = published.map(found -> new KnownMetadata(found.identityProvider(), null, null));
            return views.of(new StoredSettings(settings, null, null), known.orElse(null));
        });
    }

    /** Empty when the settings name no identity provider to ask. */
    private Mono<Optional<Published>> published(SsoSettings settings) {
        var url = settings.idpMetadataUrl();
        if (settings.provider() == Provider.NONE || url == null) {
            return Mono.just(Optional.empty());
        }
        return source.fetch(url)
                .map(Optional::of)
                .onErrorMap(
                        MetadataUnavailableException.class,
                        failure -> Problems.invalid("idpMetadataUrl", failure.explanation()));
    }

    private Mono<Optional<KnownMetadata>> follow(SsoSettings settings, Optional<Published> published) {
        return published
                .map(found -> identityProviders.adopt(settings, found).map(Optional::of))
                .orElseGet(() -> identityProviders.forget(settings.businessId()).thenReturn(Optional.empty()));
    }
}
