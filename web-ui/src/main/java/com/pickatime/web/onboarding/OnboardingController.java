package com.pickatime.web.onboarding;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.web.importer.ConnectionCheck;
import com.pickatime.web.onboarding.DistrictPage.Sent;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.Fragments;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The districts that added pickAtime, and one of them from its name to its active import. */
@Controller
@RequestMapping(OnboardingController.ADDRESS)
class OnboardingController {

    static final String ADDRESS = "/onboarding";

    private static final String DISTRICT = ADDRESS + "/{district}";
    private static final String CONNECTION = "/connections/{business}";
    private static final String ADMINISTRATORS = "/businesses/{business}/administrators";
    private static final int PAGE = 50;
    private static final ParameterizedTypeReference<ListPage<District>> DISTRICTS =
            new ParameterizedTypeReference<>() {};

    private final Services services;
    private final DistrictPage page;

    OnboardingController(Services services, DistrictPage page) {
        this.services = services;
        this.page = page;
    }

    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            ServerWebExchange exchange) {
        var known = ListAddress.known(state, District.STATES);
        var fields = ListAddress.fields("state", known, "q", q, "after", after);
        return services.get(
                        who,
                        Service.IMPORTS,
                        DISTRICTS,
                        "/connections?limit={limit}" + ListAddress.query(fields, "&"),
                        Stream.concat(Stream.<Object>of(PAGE), fields.values().stream())
                                .toArray())
                .map(districts -> Rendering.view(Fragments.view(exchange.getRequest(), "web/onboarding", "results"))
                        .modelAttribute("districts", districts)
                        .modelAttribute("states", District.STATES)
                        .modelAttribute("state", known)
                        .modelAttribute("q", q)
                        .modelAttribute("after", after)
                        .build());
    }

    @GetMapping("/{district}")
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district) {
        return page.show(who.at(district), Sent.NOTHING);
    }

    /** A district that waits may be given to the business that it is; its form then leads to that business. */
    @PostMapping("/{district}")
    Mono<Rendering> configure(
            @AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var named = entered.getOrDefault(District.BUSINESS, "");
            var at = who.at(district);
            var change = named.isEmpty() || named.equals(district.value())
                    ? change(at, entered)
                    : give(at, new BusinessId(named), entered);
            return change.onErrorResume(Refusal.class, refusal -> again(at, entered, refusal));
        });
    }

    private Mono<Rendering> change(SignedIn at, Map<String, String> entered) {
        return services.sendIfUnchanged(
                        at,
                        Service.IMPORTS,
                        HttpMethod.PUT,
                        District.request(entered),
                        entered.getOrDefault(Form.TAG, ""),
                        CONNECTION)
                .thenReturn(Done.at(DISTRICT, "district-saved", at.businessId()));
    }

    /** A business that has a connection is not changed from another's page, where nobody sees what it is. */
    private Mono<Rendering> give(SignedIn at, BusinessId business, Map<String, String> entered) {
        var to = at.at(business);
        return services.get(to, Service.IMPORTS, District.class, CONNECTION)
                .map(there -> true)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.status() == HttpStatus.NOT_FOUND ? Mono.just(false) : Mono.error(refusal))
                .flatMap(taken -> taken
                        ? page.show(at, Sent.taken(entered))
                        : services.send(to, Service.IMPORTS, HttpMethod.PUT, District.request(entered), CONNECTION)
                                .thenReturn(Done.at(DISTRICT, "district-saved", business)));
    }

    /** Changes how its roster is imported, and leaves all else of the connection as it is. */
    @PostMapping("/{district}/options")
    Mono<Rendering> choose(
            @AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district, ServerWebExchange exchange) {
        var at = who.at(district);
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> services.get(at, Service.IMPORTS, District.class, CONNECTION)
                        .flatMap(now -> services.sendIfUnchanged(
                                at,
                                Service.IMPORTS,
                                HttpMethod.PUT,
                                now.with(ImportOptions.request(entered)),
                                entered.getOrDefault(Form.TAG, ""),
                                CONNECTION))
                        .thenReturn(Done.at(DISTRICT, "district-options", district))
                        .onErrorResume(
                                Refusal.class,
                                refusal -> refusal.isForForm()
                                        ? page.show(at, Sent.options(entered, refusal))
                                        : Mono.error(refusal)));
    }

    /** Looks at the district's server; saves nothing. */
    @PostMapping("/{district}/check")
    Mono<Rendering> check(@AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district) {
        var at = who.at(district);
        return services.sendFor(at, Service.IMPORTS, HttpMethod.POST, null, ConnectionCheck.class, ConnectionCheck.PATH)
                .flatMap(check -> page.show(at, Sent.checked(check)));
    }

    @PostMapping("/{district}/activation")
    Mono<Rendering> activate(@AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district) {
        var at = who.at(district);
        return services.send(at, Service.IMPORTS, HttpMethod.POST, null, CONNECTION + "/activation")
                .thenReturn(Done.at(DISTRICT, "district-activated", district))
                .onErrorResume(Refusal.class, refusal -> again(at, Map.of(), refusal));
    }

    @PostMapping("/{district}/pause")
    Mono<Rendering> pause(@AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district) {
        return turn(who.at(district), "PAUSED", "district-paused");
    }

    @PostMapping("/{district}/resumption")
    Mono<Rendering> resume(@AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district) {
        return turn(who.at(district), "ACTIVE", "district-resumed");
    }

    private Mono<Rendering> turn(SignedIn at, String state, String done) {
        return services.getTagged(at, Service.IMPORTS, District.class, CONNECTION)
                .flatMap(now -> services.sendIfUnchanged(
                        at, Service.IMPORTS, HttpMethod.PUT, now.value().in(state), now.tag(), CONNECTION))
                .thenReturn(Done.at(DISTRICT, done, at.businessId()))
                .onErrorResume(Refusal.class, refusal -> again(at, Map.of(), refusal));
    }

    /** The invitation goes to the administrator by mail; whoever invites does not see it. */
    @PostMapping("/{district}/administrators")
    Mono<Rendering> invite(
            @AuthenticationPrincipal SignedIn who, @PathVariable BusinessId district, ServerWebExchange exchange) {
        var at = who.at(district);
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var whom = Map.of(
                    "displayName", entered.getOrDefault("displayName", ""), "email", entered.getOrDefault("email", ""));
            return services.send(at, Service.SSO, HttpMethod.POST, whom, ADMINISTRATORS + "?mail=true")
                    .thenReturn(Done.at(DISTRICT, "district-invited", district))
                    .onErrorResume(Refusal.class, refusal -> invitationAgain(at, entered, refusal));
        });
    }

    @PostMapping("/{district}/administrators/{administrator}/invitation")
    Mono<Rendering> inviteAgain(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable BusinessId district,
            @PathVariable String administrator) {
        var at = who.at(district);
        return services.send(
                        at,
                        Service.SSO,
                        HttpMethod.POST,
                        null,
                        ADMINISTRATORS + "/{administrator}/invitation?mail=true",
                        administrator)
                .thenReturn(Done.at(DISTRICT, "district-invited", district))
                .onErrorResume(Refusal.class, refusal -> invitationAgain(at, Map.of(), refusal));
    }

    private Mono<Rendering> invitationAgain(SignedIn at, Map<String, String> entered, Refusal refusal) {
        return refusal.isForForm() ? page.show(at, Sent.invitation(entered, refusal)) : Mono.error(refusal);
    }

    private Mono<Rendering> again(SignedIn at, Map<String, String> entered, Refusal refusal) {
        return refusal.isForForm() ? page.show(at, Sent.refused(entered, refusal)) : Mono.error(refusal);
    }
}
