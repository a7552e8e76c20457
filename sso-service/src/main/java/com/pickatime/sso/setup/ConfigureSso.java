package com.pickatime.sso.setup;

import com.pickatime.platform.web.Problems;
import com.pickatime.sso.federation.FetchedMetadata;
import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.federation.MetadataSource;
import com.pickatime.sso.federation.MetadataStatus;
import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.settings.StoredSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Saves settings whose identity provider answers, and no others. */
@Component
class ConfigureSso {

    private static final Logger log = LoggerFactory.getLogger(ConfigureSso.class);

    private final SsoSettingsStore store;
    private final MetadataSource source;
    private final IdentityProviders identityProviders;
    private final SettingsViews views;

    ConfigureSso(
            SsoSettingsStore store, MetadataSource source, IdentityProviders identityProviders, SettingsViews views) {
        this.store = store;
        this.source = source;
        this.identityProviders = identityProviders;
        this.views = views;
    }

    /**
     * Saves these settings after a look at the metadata; a 400 problem, and nothing saved, if there is none.
     *
     * @param ifMatch the header If-Match: the tag of the settings that these shall replace; null for whatever they are by now
     */
    Mono<SettingsView> save(SsoSettings settings, String changedBy, @Nullable String ifMatch) {
        return fetched(settings)
                .flatMap(fetched -> (ifMatch == null || ifMatch.equals("*")
                                ? store.save(settings, changedBy)
                                : store.save(settings, changedBy, ifMatch))
                        .doOnNext(saved -> log.info(
                                "business={} single sign-on is set to {}", settings.businessId(), settings.provider()))
                        .flatMap(saved -> follow(settings, fetched).map(known -> views.of(saved, known.orElse(null)))));
    }

    /** What saving them would bring, without saving. */
    Mono<SettingsView> check(SsoSettings settings) {
        return fetched(settings).map(fetched -> {
            var known = fetched.map(found -> new MetadataStatus(found.identityProvider(), null, null));
            return views.of(new StoredSettings(settings, null, null), known.orElse(null));
        });
    }

    /** Empty when the settings name no identity provider to ask. */
    private Mono<Optional<FetchedMetadata>> fetched(SsoSettings settings) {
        var url = settings.idpMetadataUrl();
        if (settings.provider() == SsoProvider.NONE || url == null) {
            return Mono.just(Optional.empty());
        }
        return source.fetch(url)
                .map(Optional::of)
                .onErrorMap(
                        MetadataUnavailableException.class,
                        failure -> Problems.invalid("idpMetadataUrl", failure.explanation()));
    }

    private Mono<Optional<MetadataStatus>> follow(SsoSettings settings, Optional<FetchedMetadata> fetched) {
        return fetched.map(found -> identityProviders.adopt(settings, found).map(Optional::of))
                .orElseGet(() -> identityProviders.forget(settings.businessId()).thenReturn(Optional.empty()));
    }
}
