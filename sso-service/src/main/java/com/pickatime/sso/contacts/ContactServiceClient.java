package com.pickatime.sso.contacts;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.SignInMatch.Matched;
import com.pickatime.sso.contacts.SignInMatch.MatchedBy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Looks people up in the contact service, and has it make contacts of parents who register.
 *
 * <p>Every Mono fails with {@link ContactsUnavailableException} while that service is away.
 */
public final class ContactServiceClient {

    /** What the contact service takes; more it refuses, however often it is asked. */
    private static final int LONGEST_SOURCE_ID = 512;

    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the sign between. */
    public static final int LONGEST_EMAIL = 320;

    private final WebClient contactService;
    private final ContactServiceSettings settings;

    ContactServiceClient(WebClient contactService, ContactServiceSettings settings) {
        this.contactService = contactService;
        this.settings = settings;
    }

    private record Question(
            @Nullable String sourceId, @Nullable String email) {}

    private record Known(ContactId contactId) {}

    private record Answer(
            Outcome outcome,
            @Nullable MatchedBy matchedBy,
            @Nullable SignInContact contact) {}

    private enum Outcome {
        MATCHED,
        UNKNOWN,
        AMBIGUOUS,
        DISABLED,
        NOTHING_TO_MATCH
    }

    /**
     * By source ID, or where none is given by an e-mail address that only one active contact has; null and blank match
     * nobody. What is longer than any contact's is {@link SignInMatch.Unusable}, and nobody is asked.
     */
    public Mono<SignInMatch> match(BusinessId businessId, @Nullable String sourceId, @Nullable String email) {
        if (isLonger(sourceId, LONGEST_SOURCE_ID) || isLonger(email, LONGEST_EMAIL)) {
            return Mono.just(new SignInMatch.Unusable());
        }
        return ask(businessId, new Question(sourceId, email));
    }

    private Mono<SignInMatch> ask(BusinessId businessId, Object question) {
        return answered(contactService
                .post()
                .uri("/businesses/{businessId}/sign-in-matches", businessId)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .bodyValue(question)
                .retrieve()
                .bodyToMono(Answer.class)
                .map(ContactServiceClient::read)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("an empty answer"))));
    }

    /** Whether parents may register at a business, and what they are asked then. */
    public Mono<RegistrationSettings> registrationSettings(BusinessId businessId) {
        return answered(contactService
                .get()
                .uri("/businesses/{businessId}/registration-settings", businessId)
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .bodyToMono(RegistrationSettings.class)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("an empty answer"))));
    }

    /**
     * Makes the contact of a parent who registers; done again it changes nothing.
     *
     * @param contactId a {@linkplain ContactId#fresh() fresh} one, and the same each time
     */
    public Mono<Registrant.Outcome> register(BusinessId businessId, ContactId contactId, Registrant registrant) {
        return answered(contactService
                .put()
                .uri("/businesses/{businessId}/registrations/{contactId}", businessId, contactId)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(registrant)
                .exchangeToMono(response -> switch (response.statusCode().value()) {
                    case 204 -> response.releaseBody().thenReturn(Registrant.Outcome.MADE);
                    case 409 -> response.releaseBody().thenReturn(Registrant.Outcome.ADDRESS_TAKEN);
                    case 422 -> response.releaseBody().thenReturn(Registrant.Outcome.CLOSED);
                    default -> response.createError();
                }));
    }

    private <T> Mono<T> answered(Mono<T> answer) {
        return answer.timeout(settings.timeout()).onErrorMap(ContactsUnavailableException::new);
    }

    /** Who a person of an earlier sign-in is today; empty if they may not come in any more. */
    public Mono<SignInContact> current(BusinessId businessId, ContactId contactId) {
        return ask(businessId, new Known(contactId))
                .ofType(Matched.class)
                .map(Matched::contact)
                // the answer is about this contact, or about nobody
                .filter(contact -> contact.contactId().equals(contactId));
    }

    private static boolean isLonger(@Nullable String value, int most) {
        return value != null && value.length() > most;
    }

    private static SignInMatch read(Answer answer) {
        return switch (answer.outcome()) {
            case MATCHED ->
                new Matched(
                        Objects.requireNonNull(answer.contact(), "a match without a contact"),
                        Objects.requireNonNull(answer.matchedBy(), "a match without a way"));
            case UNKNOWN -> new SignInMatch.Unknown();
            case AMBIGUOUS -> new SignInMatch.Ambiguous();
            case DISABLED -> new SignInMatch.Disabled();
            case NOTHING_TO_MATCH -> new SignInMatch.NothingToMatch();
        };
    }
}
