package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.accounts.PasswordLink;
import com.pickatime.sso.accounts.PasswordLinks;
import com.pickatime.sso.accounts.Registration;
import com.pickatime.sso.accounts.signin.PasswordChoice.Chooser;
import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.contacts.SignInContact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page on which a contact with a link chooses a password, as long as they are one who may come in; or becomes one by it. */
@Controller
@RequestMapping("/password-links/{token}")
class PasswordLinkController {

    private static final Logger log = LoggerFactory.getLogger(PasswordLinkController.class);

    private final PasswordLinks links;
    private final ContactPasswords passwords;
    private final ContactServiceClient contacts;
    private final PasswordChoice choice;

    PasswordLinkController(
            PasswordLinks links, ContactPasswords passwords, ContactServiceClient contacts, PasswordChoice choice) {
        this.links = links;
        this.passwords = passwords;
        this.contacts = contacts;
        this.choice = choice;
    }

    private record Holder(PasswordLink link, SignInContact contact) {

        Chooser chooser() {
            return new Chooser(
                    link.person(contact), link.email(), link.registration() == null ? "link" : "registration");
        }

        @Override
        public String toString() {
            return "Holder[" + link.contact() + ']';
        }
    }

    @GetMapping
    Mono<Rendering> show(@PathVariable String token) {
        return holder(token)
                .map(holder -> choice.page(holder.chooser()))
                .switchIfEmpty(Mono.fromSupplier(PasswordLinkController::gone));
    }

    @PostMapping
    Mono<Rendering> choose(@PathVariable String token, ServerWebExchange exchange) {
        return Mono.zip(holder(token), exchange.getFormData().map(SubmittedForm::new))
                .flatMap(both -> choice.take(
                        both.getT1().chooser(), both.getT2(), exchange, hash -> keep(token, both.getT1(), hash)))
                .switchIfEmpty(Mono.fromSupplier(PasswordLinkController::gone));
    }

    private Mono<Holder> holder(String token) {
        return links.find(token)
                .flatMap(link -> contacts.current(link.businessId(), link.contact())
                        // whoever registers is a contact once they chose a password
                        .switchIfEmpty(Mono.justOrEmpty(link.registrant()))
                        .map(contact -> new Holder(link, contact)))
                .onErrorMap(ContactsUnavailableException.class, away -> new MessagePageException(MessagePage.later()));
    }

    private Mono<Boolean> keep(String token, Holder holder, String hash) {
        var registration = holder.link().registration();
        return registration == null ? choose(token, holder, hash) : register(token, holder, registration, hash);
    }

    private Mono<Boolean> choose(String token, Holder holder, String hash) {
        return links.use(token)
                .flatMap(link -> passwords
                        .choose(link.businessId(), holder.contact(), hash)
                        .thenReturn(link))
                .doOnNext(
                        link -> log.info("business={} contact {} chose a password", link.businessId(), link.contact()))
                .hasElement();
    }

    /** Each step is done once, however often it is tried, and the link ends last: whoever is cut off follows it again. */
    private Mono<Boolean> register(String token, Holder holder, Registration registration, String hash) {
        var link = holder.link();
        return contacts.register(link.businessId(), link.contact(), registration.withAddress(link.email()))
                .onErrorMap(ContactsUnavailableException.class, away -> new MessagePageException(MessagePage.later()))
                .flatMap(outcome -> switch (outcome) {
                    case MADE -> passwords.chooseFirst(link.businessId(), holder.contact(), hash);
                    case ADDRESS_TAKEN -> Mono.error(() -> new MessagePageException(taken(link)));
                    case CLOSED ->
                        Mono.error(() -> new MessagePageException(RegistrationController.closed(link.businessId())));
                })
                .delayUntil(chosen -> links.use(token))
                .doOnNext(chosen -> log.info(
                        "business={} parent {} registered{}",
                        link.businessId(),
                        link.contact(),
                        chosen ? "" : " before, by the same link"));
    }

    private static MessagePage taken(PasswordLink link) {
        return new MessagePage(HttpStatus.CONFLICT, "message.registered-already")
                .linking(SignInPage.path(link.businessId()), "forgotten.back");
    }

    private static Rendering gone() {
        return new MessagePage(HttpStatus.GONE, "message.link-gone").page();
    }
}
