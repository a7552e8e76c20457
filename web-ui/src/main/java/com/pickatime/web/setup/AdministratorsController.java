package com.pickatime.web.setup;

import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.BusinessPage.Sent;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A business's own administrators are invited and removed by each other. */
@Controller
@RequestMapping(BusinessPage.ADDRESS + "/administrators")
class AdministratorsController {

    private static final String ADMINISTRATORS = "/businesses/{business}/administrators";

    private final BusinessPage page;
    private final Services services;

    AdministratorsController(BusinessPage page, Services services) {
        this.page = page;
        this.services = services;
    }

    /** To be handed to the person whom it is for. */
    record Invitation(String invitationUrl, Instant expiresAt) {

        /** Says nothing, for whoever has the address can use it. */
        @Override
        public String toString() {
            return "Invitation";
        }
    }

    @PostMapping
    Mono<Rendering> invite(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var whom = Map.of(
                    "displayName", entered.getOrDefault("displayName", ""), "email", entered.getOrDefault("email", ""));
            return issued(services.sendFor(who, Service.SSO, HttpMethod.POST, whom, Invitation.class, ADMINISTRATORS))
                    .onErrorResume(Refusal.class, refusal -> again(who, entered, refusal));
        });
    }

    @PostMapping("/{id}/invitation")
    Mono<Rendering> inviteAgain(
            @AuthenticationPrincipal SignedIn who, @PathVariable String id, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> issued(services.sendForIfUnchanged(
                        who,
                        Service.SSO,
                        HttpMethod.POST,
                        null,
                        entered.getOrDefault(Form.TAG, ""),
                        Invitation.class,
                        ADMINISTRATORS + "/{id}/invitation",
                        id)))
                .onErrorResume(Refusal.class, refusal -> again(who, Map.of(), refusal));
    }

    @PostMapping("/{id}/removal")
    Mono<Rendering> remove(@AuthenticationPrincipal SignedIn who, @PathVariable String id) {
        return services.send(who, Service.SSO, HttpMethod.DELETE, null, ADMINISTRATORS + "/{id}", id)
                // gone already: what was wanted
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.status() == HttpStatus.NOT_FOUND ? Mono.empty() : Mono.error(refusal))
                .thenReturn(Done.at(BusinessPage.ADDRESS, "administrator-removed"))
                .onErrorResume(Refusal.class, refusal -> again(who, Map.of(), refusal));
    }

    /** Shown once, as the answer to the form: no address leads to it, and no cache keeps any page. */
    private static Mono<Rendering> issued(Mono<Invitation> issued) {
        return issued.map(invitation -> Rendering.view("web/invitation")
                .modelAttribute("invitation", invitation)
                .build());
    }

    private Mono<Rendering> again(SignedIn who, Map<String, String> entered, Refusal refusal) {
        return refusal.isForForm()
                ? page.show(who, Sent.invitation(Form.refused(entered, refusal), refusal.status()), "")
                : Mono.error(refusal);
    }
}
