package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.keys.SamlKeyRing;
import com.pickatime.sso.keys.SamlKeys;
import com.pickatime.sso.saml.metadata.ServiceProviderMetadata;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.signin.request.ServiceProviders;
import com.pickatime.sso.signin.request.SingleSignOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells identity providers what they need to know of us; also for a business that has set up nothing yet. */
@Controller
class MetadataController {

    /** SAML 2.0 metadata, appendix A. */
    private static final MediaType SAML_METADATA = MediaType.parseMediaType("application/samlmetadata+xml");

    private static final Duration FRESH = Duration.ofHours(1);

    private final ServiceProviders serviceProviders;
    private final SsoSettingsStore businesses;
    private final SamlKeys keys;
    private final SamlSettings settings;

    MetadataController(
            ServiceProviders serviceProviders, SsoSettingsStore businesses, SamlKeys keys, SamlSettings settings) {
        this.serviceProviders = serviceProviders;
        this.businesses = businesses;
        this.keys = keys;
        this.settings = settings;
    }

    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/metadata")
    Mono<ResponseEntity<byte[]>> metadata(@PathVariable BusinessId businessId) {
        return businesses
                .find(businessId)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(business -> keys.ring().flatMap(ring -> write(businessId, business, ring)))
                .map(document -> ResponseEntity.ok()
                        .contentType(SAML_METADATA)
                        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                        .body(document));
    }

    private Mono<byte[]> write(BusinessId businessId, Optional<SsoSettings> business, SamlKeyRing ring) {
        return Mono.fromCallable(() -> {
                    var metadata = new ServiceProviderMetadata(
                            serviceProviders.of(businessId),
                            ring.all(),
                            business.map(SsoSettings::signRequests).orElse(false),
                            business.map(SsoSettings::allowAesCbc).orElse(false),
                            business.map(MetadataController::helpful).orElse(List.of()));
                    return settings.signMetadata() ? metadata.signed() : metadata.unsigned();
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Attributes by which we find a person. */
    private static List<String> helpful(SsoSettings business) {
        var mapping = business.attributes();
        return Stream.of(mapping.sourceId(), mapping.email())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
