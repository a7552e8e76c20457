package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.accounts.PasswordLink;
import com.pickatime.sso.accounts.PasswordLinks;
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

/** The page on which a contact with a link chooses a password; as long as they are one who may come in. */
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
            return new Chooser(link.person(contact), link.email(), "link");
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
                .flatMap(link ->
                        contacts.current(link.businessId(), link.contact()).map(contact -> new Holder(link, contact)))
                .onErrorMap(ContactsUnavailableException.class, away -> new MessagePageException(MessagePage.later()));
    }

    private Mono<Boolean> keep(String token, Holder holder, String hash) {
        return links.use(token)
                .flatMap(link -> passwords
                        .choose(link.businessId(), holder.contact(), hash)
                        .thenReturn(link))
                .doOnNext(
                        link -> log.info("business={} contact {} chose a password", link.businessId(), link.contact()))
                .hasElement();
    }

    private static Rendering gone() {
        return new MessagePage(HttpStatus.GONE, "message.link-gone").page();
    }
}
