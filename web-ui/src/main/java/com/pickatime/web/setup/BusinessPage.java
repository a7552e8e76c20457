package com.pickatime.web.setup;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Parts;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Shows all that is set up for a business. A service that is away takes only its own part of the page along. */
@Component
class BusinessPage {

    static final String ADDRESS = "/global-setup/business";

    private static final int ADMINISTRATORS = 50;

    private static final ParameterizedTypeReference<ListPage<Administrator>> ADMINISTRATOR_PAGE =
            new ParameterizedTypeReference<>() {};

    private final Services services;

    BusinessPage(Services services) {
        this.services = services;
    }

    /**
     * What somebody just sent, and stands in the page instead of what is saved.
     *
     * @param checked what settings of single sign-on would bring; null if nobody asked
     */
    record Sent(
            @Nullable Form signOn,
            @Nullable Form links,
            @Nullable Form display,
            @Nullable Form invitation,
            @Nullable SingleSignOn checked,
            HttpStatus status) {

        static final Sent NOTHING = new Sent(null, null, null, null, null, HttpStatus.OK);

        static Sent signOn(Form form, HttpStatus status) {
            return new Sent(form, null, null, null, null, status);
        }

        static Sent checked(Form form, SingleSignOn checked) {
            return new Sent(form, null, null, null, checked, HttpStatus.OK);
        }

        static Sent links(Form form, HttpStatus status) {
            return new Sent(null, form, null, null, null, status);
        }

        static Sent display(Form form, HttpStatus status) {
            return new Sent(null, null, form, null, null, status);
        }

        static Sent invitation(Form form, HttpStatus status) {
            return new Sent(null, null, null, form, null, status);
        }
    }

    /** @param after where the list of administrators begins; blank for its beginning */
    Mono<Rendering> show(SignedIn who, Sent sent, String after) {
        var signOn = Parts.of(
                services.getTagged(who, Service.SSO, SingleSignOn.class, "/businesses/{business}/sso-settings"));
        var links = Parts.of(
                services.getTagged(who, Service.CONTACTS, LinkSettings.class, "/businesses/{business}/link-settings"));
        var display = Parts.of(services.getTagged(
                who, Service.CONTACTS, DisplayOptions.class, "/businesses/{business}/display-options"));
        var administrators = Parts.of(services.get(
                who,
                Service.SSO,
                ADMINISTRATOR_PAGE,
                "/businesses/{business}/administrators?limit={limit}&after={after}",
                ADMINISTRATORS,
                after));
        return Mono.zip(signOn, links, display, administrators)
                .map(parts -> page(sent, after, parts.getT1(), parts.getT2(), parts.getT3(), parts.getT4()));
    }

    private static Rendering page(
            Sent sent,
            String after,
            Optional<Tagged<SingleSignOn>> signOn,
            Optional<Tagged<LinkSettings>> links,
            Optional<Tagged<DisplayOptions>> display,
            Optional<ListPage<Administrator>> administrators) {
        return Rendering.view("web/business-setup")
                .status(sent.status())
                .modelAttribute("signOn", Parts.shown(signOn.map(Tagged::value)))
                .modelAttribute("signOnForm", form(sent.signOn(), signOn, SingleSignOn::fields))
                .modelAttribute("checked", sent.checked() == null ? List.of() : List.of(sent.checked()))
                .modelAttribute("links", Parts.shown(links.map(Tagged::value)))
                .modelAttribute("linksForm", form(sent.links(), links, LinkSettings::fields))
                .modelAttribute("display", Parts.shown(display))
                .modelAttribute("displayForm", form(sent.display(), display, DisplayOptions::fields))
                .modelAttribute("after", after)
                .modelAttribute("administrators", Parts.shown(administrators))
                .modelAttribute("invitationForm", Objects.requireNonNullElse(sent.invitation(), Form.of(Map.of())))
                .modelAttribute("providers", SingleSignOn.PROVIDERS)
                .modelAttribute("lists", SingleSignOn.LISTS)
                .modelAttribute("idFields", LinkSettings.ID_FIELDS)
                .modelAttribute("dateOrders", LinkSettings.DATE_ORDERS)
                .modelAttribute("secondProofs", LinkSettings.SECOND_PROOFS)
                .modelAttribute("budgets", LinkSettings.BUDGETS)
                .modelAttribute("contactNames", DisplayOptions.CONTACT_NAMES)
                .modelAttribute("dates", DisplayOptions.DATES)
                .modelAttribute("times", DisplayOptions.TIMES)
                .build();
    }

    /** What was sent, or what is saved; what is saved too where somebody else was first. */
    private static <T> Form form(
            @Nullable Form sent, Optional<Tagged<T>> saved, Function<T, Map<String, String>> fields) {
        var now = saved.map(tagged -> {
            var values = new LinkedHashMap<>(fields.apply(tagged.value()));
            values.put(Form.TAG, tagged.tag());
            return values;
        });
        if (sent == null) {
            return Form.of(now.map(Map::copyOf).orElse(Map.of()));
        }
        return sent.overtaken() && now.isPresent() ? sent.over(now.get()) : sent;
    }
}
