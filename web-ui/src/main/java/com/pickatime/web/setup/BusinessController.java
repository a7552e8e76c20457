package com.pickatime.web.setup;

import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.BusinessPage.Sent;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Global Setup / Business: how people sign in, how parents link to their children, and how things are shown. */
@Controller
@RequestMapping(BusinessPage.ADDRESS)
class BusinessController {

    private static final String SIGN_ON = "/businesses/{business}/sso-settings";
    private static final String LINKS = "/businesses/{business}/link-settings";
    private static final String DISPLAY = "/businesses/{business}/display-options";

    private final BusinessPage page;
    private final Services services;
    private final Businesses businesses;

    BusinessController(BusinessPage page, Services services, Businesses businesses) {
        this.page = page;
        this.services = services;
        this.businesses = businesses;
    }

    @GetMapping
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String after) {
        return page.show(who, Sent.NOTHING, after);
    }

    @PostMapping("/single-sign-on")
    Mono<Rendering> saveSignOn(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> services.sendIfUnchanged(
                                who,
                                Service.SSO,
                                HttpMethod.PUT,
                                SingleSignOn.request(entered),
                                entered.getOrDefault(Form.TAG, ""),
                                SIGN_ON)
                        .thenReturn(Done.at(BusinessPage.ADDRESS, "sign-on-saved"))
                        .onErrorResume(Refusal.class, refusal -> signOnAgain(who, entered, refusal)));
    }

    /** Shows what these settings would bring; saves nothing. */
    @PostMapping("/single-sign-on/check")
    Mono<Rendering> checkSignOn(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> services.sendFor(
                                who,
                                Service.SSO,
                                HttpMethod.POST,
                                SingleSignOn.request(entered),
                                SingleSignOn.class,
                                SIGN_ON + "/check")
                        .flatMap(checked -> page.show(who, Sent.checked(Form.of(entered), checked), ""))
                        .onErrorResume(Refusal.class, refusal -> signOnAgain(who, entered, refusal)));
    }

    @PostMapping("/links")
    Mono<Rendering> saveLinks(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var wrong = LinkSettings.wrong(entered);
            return wrong.isEmpty()
                    ? services.sendIfUnchanged(
                                    who,
                                    Service.CONTACTS,
                                    HttpMethod.PUT,
                                    LinkSettings.request(entered),
                                    entered.getOrDefault(Form.TAG, ""),
                                    LINKS)
                            .thenReturn(Done.at(BusinessPage.ADDRESS, "links-saved"))
                            .onErrorResume(Refusal.class, refusal -> linksAgain(who, entered, refusal))
                    : page.show(who, Sent.links(Form.wrong(entered, wrong), HttpStatus.BAD_REQUEST), "");
        });
    }

    @PostMapping("/display")
    Mono<Rendering> saveDisplay(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> services.sendIfUnchanged(
                                who,
                                Service.CONTACTS,
                                HttpMethod.PUT,
                                DisplayOptions.request(entered),
                                entered.getOrDefault(Form.TAG, ""),
                                DISPLAY)
                        // also where somebody else was first: their options are in force
                        .doFinally(end -> businesses.forget(who))
                        .thenReturn(Done.at(BusinessPage.ADDRESS, "display-saved"))
                        .onErrorResume(
                                Refusal.class,
                                refusal -> refusal.isForForm()
                                        ? page.show(
                                                who, Sent.display(Form.refused(entered, refusal), refusal.status()), "")
                                        : Mono.error(refusal)));
    }

    private Mono<Rendering> signOnAgain(SignedIn who, Map<String, String> entered, Refusal refusal) {
        return refusal.isForForm()
                ? page.show(who, Sent.signOn(Form.refused(entered, refusal), refusal.status()), "")
                : Mono.error(refusal);
    }

    private Mono<Rendering> linksAgain(SignedIn who, Map<String, String> entered, Refusal refusal) {
        return refusal.isForForm()
                ? page.show(who, Sent.links(Form.refused(entered, refusal), refusal.status()), "")
                : Mono.error(refusal);
    }
}
