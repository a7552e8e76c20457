package com.pickatime.web.setup;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.ServiceAwayException;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Shows the advanced options of all contacts, and which of them were deleted before. */
@Component
class ContactsPage {

    static final String ADDRESS = "/global-setup/contacts";

    private static final int CLEARINGS = 20;

    private static final ParameterizedTypeReference<ListPage<Clearing>> CLEARING_PAGE =
            new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Clock clock;

    ContactsPage(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** The forms of the page; of those that nobody has sent nothing is entered. */
    record Sent(Form clearing, Form levels, Form passwords) {

        private static final Form EMPTY = Form.of(Map.of());

        static final Sent NOTHING = new Sent(EMPTY, EMPTY, EMPTY);

        static Sent clearing(Form form) {
            return new Sent(form, EMPTY, EMPTY);
        }

        static Sent levels(Form form) {
            return new Sent(EMPTY, form, EMPTY);
        }

        static Sent passwords(Form form) {
            return new Sent(EMPTY, EMPTY, form);
        }
    }

    /**
     * @param after where the list of clearings begins; blank for its beginning
     * @param count how many contacts what was just done concerned
     */
    Mono<Rendering> show(SignedIn who, Sent sent, HttpStatus status, String after, long count) {
        return services.get(
                        who,
                        Service.CONTACTS,
                        CLEARING_PAGE,
                        "/businesses/{business}/clearings?limit={limit}&after={after}",
                        CLEARINGS,
                        after)
                .map(List::of)
                .onErrorReturn(
                        failure -> failure instanceof ServiceAwayException || failure instanceof Refusal, List.of())
                .map(clearings -> Rendering.view("web/contacts-setup")
                        .status(status)
                        .modelAttribute("clearings", clearings)
                        .modelAttribute("now", clock.instant())
                        .modelAttribute("clearingForm", sent.clearing())
                        .modelAttribute("levelsForm", sent.levels())
                        .modelAttribute("passwordsForm", sent.passwords())
                        .modelAttribute("lower", Levels.BELOW_ADMINISTRATOR)
                        .modelAttribute("admins", Levels.ADMINS)
                        .modelAttribute("count", count)
                        .build());
    }

    /** The page with what is wrong in one of its forms. */
    Mono<Rendering> again(SignedIn who, Sent sent, HttpStatus status) {
        return show(who, sent, status, "", 0);
    }
}
