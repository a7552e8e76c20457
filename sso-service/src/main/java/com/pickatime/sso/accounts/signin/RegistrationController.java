package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.accounts.ForgottenPasswords;
import com.pickatime.sso.accounts.Registration;
import com.pickatime.sso.accounts.SealedEmails;
import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.contacts.Registrant.Answer;
import com.pickatime.sso.contacts.RegistrationSettings;
import com.pickatime.sso.contacts.RegistrationSettings.Prompt;
import com.pickatime.sso.contacts.RegistrationSettingsCache;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where parents ask for an account. The answer is the same whoever has the address, and takes as long: who that is, is looked up
 * afterwards, and the letter tells it to whoever reads the mail of that address.
 */
@Controller
@RequestMapping("/sign-in/{businessId}/register")
class RegistrationController {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ANSWER = 500;
    private static final String EMAIL = "email";
    private static final String GIVEN_NAME = "givenName";
    private static final String FAMILY_NAME = "familyName";

    private final RegistrationSettingsCache settings;
    private final ForgottenPasswords requests;
    private final SignInLimits limits;
    private final SealedEmails emails;

    RegistrationController(
            RegistrationSettingsCache settings, ForgottenPasswords requests, SignInLimits limits, SealedEmails emails) {
        this.settings = settings;
        this.requests = requests;
        this.limits = limits;
        this.emails = emails;
    }

    /**
     * What somebody entered, and what of it cannot be taken.
     *
     * @param wrong by field the end of the name of the text that says what to do
     */
    private record Entered(Map<String, String> values, Map<String, String> wrong) {

        static Entered nothing() {
            return new Entered(Map.of(), Map.of());
        }

        static Entered of(SubmittedForm form, RegistrationSettings open) {
            var entered = new Entered(new LinkedHashMap<>(), new LinkedHashMap<>());
            var email = entered.take(form, EMAIL);
            if (!SealedEmails.isAddress(email)) {
                entered.wrong.put(EMAIL, EMAIL);
            }
            for (var field : new String[] {GIVEN_NAME, FAMILY_NAME}) {
                var name = entered.take(form, field);
                if (name.isEmpty() || name.length() > LONGEST_NAME || hasControls(name)) {
                    entered.wrong.put(field, field);
                }
            }
            open.prompts().forEach(prompt -> entered.answer(form, prompt));
            return entered;
        }

        private void answer(SubmittedForm form, Prompt prompt) {
            var field = field(prompt);
            var answer = take(form, field);
            if (answer.isEmpty() && prompt.required()) {
                wrong.put(field, "required");
            } else if (answer.length() > LONGEST_ANSWER || hasControls(answer)) {
                wrong.put(field, "long");
            } else if (!answer.isEmpty()
                    && !prompt.choices().isEmpty()
                    && !prompt.choices().contains(answer)) {
                wrong.put(field, "choice");
            }
        }

        private String take(SubmittedForm form, String field) {
            var value = form.value(field).strip();
            values.put(field, value);
            return value;
        }

        private static boolean hasControls(String text) {
            return text.chars().anyMatch(Character::isISOControl);
        }

        String value(String field) {
            return values.getOrDefault(field, "");
        }

        Registration registration(RegistrationSettings open) {
            return new Registration(
                    ContactId.fresh(),
                    value(GIVEN_NAME),
                    value(FAMILY_NAME),
                    open.prompts().stream()
                            .filter(prompt -> !value(field(prompt)).isEmpty())
                            .map(prompt -> new Answer(prompt.id(), prompt.words(), value(field(prompt))))
                            .toList());
        }

        /** Says nothing of what was typed. */
        @Override
        public String toString() {
            return "Entered" + wrong.keySet();
        }
    }

    private static String field(Prompt prompt) {
        return "answer-" + prompt.id();
    }

    @GetMapping
    Mono<Rendering> show(@PathVariable BusinessId businessId) {
        return open(businessId).map(open -> page(businessId, open, Entered.nothing()));
    }

    @PostMapping
    Mono<Rendering> ask(@PathVariable BusinessId businessId, Locale language, ServerWebExchange exchange) {
        return Mono.zip(open(businessId), exchange.getFormData().map(SubmittedForm::new))
                .flatMap(both -> {
                    var entered = Entered.of(both.getT2(), both.getT1());
                    return entered.wrong().isEmpty()
                            ? ask(businessId, entered, both.getT1(), language, exchange)
                            : Mono.just(page(businessId, both.getT1(), entered));
                });
    }

    private Mono<Rendering> ask(
            BusinessId businessId,
            Entered entered,
            RegistrationSettings open,
            Locale language,
            ServerWebExchange exchange) {
        var email = entered.value(EMAIL);
        return limits.takeLink(emails.hash(businessId, email), AttemptSource.of(exchange))
                // ids want chance, which is waited for
                .publishOn(Schedulers.boundedElastic())
                .flatMap(allowed -> allowed
                        ? requests.register(businessId, email, entered.registration(open), language)
                        : Mono.empty())
                .then(Mono.fromSupplier(() -> new MessagePage(HttpStatus.OK, "message.account-by-mail")
                        .linking(SignInPage.path(businessId), "forgotten.back")
                        .page()));
    }

    /** Ends with a page if parents may not register. */
    private Mono<RegistrationSettings> open(BusinessId businessId) {
        return settings.of(businessId)
                .onErrorMap(ContactsUnavailableException.class, away -> new MessagePageException(MessagePage.later()))
                .filter(RegistrationSettings::parentsMayRegister)
                .switchIfEmpty(Mono.error(() -> new MessagePageException(closed(businessId))));
    }

    /** What is said where parents may not register. */
    static MessagePage closed(BusinessId businessId) {
        return new MessagePage(HttpStatus.NOT_FOUND, "message.no-registration")
                .linking(SignInPage.path(businessId), "forgotten.back");
    }

    private static Rendering page(BusinessId businessId, RegistrationSettings open, Entered entered) {
        return Rendering.view("register")
                .status(entered.wrong().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .modelAttribute("signIn", SignInPage.path(businessId))
                .modelAttribute("names", new String[] {GIVEN_NAME, FAMILY_NAME})
                .modelAttribute("prompts", open.prompts())
                .modelAttribute("entered", entered.values())
                .modelAttribute("wrong", entered.wrong())
                .build();
    }
}
