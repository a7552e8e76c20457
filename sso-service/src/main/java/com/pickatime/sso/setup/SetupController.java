package com.pickatime.sso.setup;

import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.settings.StoredSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Single sign-on settings over HTTP, for the Admin UI and the onboarding team. */
@RestController
@RequestMapping("/businesses/{businessId}/sso-settings")
class SetupController {

    private final SsoSettingsStore store;
    private final IdentityProviders identityProviders;
    private final ConfigureSso configure;
    private final SettingsRules rules;
    private final SettingsViews views;

    SetupController(
            SsoSettingsStore store,
            IdentityProviders identityProviders,
            ConfigureSso configure,
            SettingsRules rules,
            SettingsViews views) {
        this.store = store;
        this.identityProviders = identityProviders;
        this.configure = configure;
        this.rules = rules;
        this.views = views;
    }

    /** Also where nothing is set up yet: what to enter at the identity provider is known before. */
    @GetMapping
    Mono<ResponseEntity<SettingsView>> get(@PathVariable BusinessId businessId) {
        return store.stored(rules.checkedBusiness(businessId))
                .defaultIfEmpty(new StoredSettings(SsoSettings.none(businessId), null, null))
                .flatMap(stored -> identityProviders
                        .known(stored.settings())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(known -> views.of(stored, known.orElse(null))))
                .map(SetupController::answer);
    }

    private static ResponseEntity<SettingsView> answer(SettingsView view) {
        return ResponseEntity.ok().eTag(StoredSettings.tag(view.changedAt())).body(view);
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<SettingsView>> put(
            @PathVariable BusinessId businessId,
            @RequestBody @Schema(implementation = SettingsRequest.class) byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return configure
                .save(rules.checked(businessId, SettingsRequestReader.read(body)), caller.subject(), ifMatch)
                .map(SetupController::answer);
    }

    @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<SettingsView> check(
            @PathVariable BusinessId businessId,
            @RequestBody @Schema(implementation = SettingsRequest.class) byte[] body) {
        return configure.check(rules.checked(businessId, SettingsRequestReader.read(body)));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(@PathVariable BusinessId businessId) {
        return store.delete(businessId).then(identityProviders.forget(businessId));
    }
}
