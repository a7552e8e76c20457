package com.pickatime.sso.accounts.api;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.sessions.Sessions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Takes the passwords of all contacts of an access level away, but not of those who came in with theirs within a month. They
 * choose another one by a link.
 */
@RestController
class PasswordResetController {

    private static final Logger log = LoggerFactory.getLogger(PasswordResetController.class);

    private static final Period UNUSED_FOR = Period.ofMonths(1);

    /** Questions to the contact service at once. */
    private static final int AT_ONCE = 8;

    /** The level by name. */
    @Schema(example = """
                    {"level": "APPOINTMENT_MAKER"}""")
    record Request(@Nullable String level) {

        AccessLevel checked() {
            return Arrays.stream(AccessLevel.values())
                    .filter(known -> known.name().equals(level))
                    .findFirst()
                    .orElseThrow(() -> Problems.invalid(
                            "level",
                            Arrays.stream(AccessLevel.values())
                                    .map(AccessLevel::name)
                                    .collect(Collectors.joining(", ", "must be one of ", ""))));
        }
    }

    /** How many contacts have no password any more. */
    record Reset(long reset) {}

    private final ContactPasswords passwords;
    private final ContactServiceClient contacts;
    private final Sessions sessions;
    private final Clock clock;

    PasswordResetController(ContactPasswords passwords, ContactServiceClient contacts, Sessions sessions, Clock clock) {
        this.passwords = passwords;
        this.contacts = contacts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What was reset when the contact service goes away stays reset; the same request does the rest. */
    @PostMapping("/businesses/{businessId}/password-resets")
    Mono<Reset> reset(@PathVariable BusinessId businessId, @RequestBody Request request, Caller caller) {
        var level = request.checked();
        var then = clock.instant().atOffset(ZoneOffset.UTC).minus(UNUSED_FOR).toInstant();
        return passwords
                .unusedSince(businessId, then)
                .flatMap(contact -> reset(businessId, contact, level, then), AT_ONCE)
                .filter(reset -> reset)
                .count()
                .doOnNext(count -> log.info(
                        "business={} {} reset the passwords of level {}, contacts: {}",
                        businessId,
                        caller.subject(),
                        level,
                        count))
                .map(Reset::new)
                .onErrorMap(
                        ContactsUnavailableException.class,
                        away -> Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "nobody can tell now who has which level, because the contact service is away; try again"));
    }

    private Mono<Boolean> reset(BusinessId businessId, ContactId contact, AccessLevel level, Instant then) {
        return contacts.current(businessId, contact)
                .filter(current -> current.level() == level)
                .flatMap(current -> passwords.reset(businessId, contact, then))
                .filter(reset -> reset)
                .delayUntil(reset -> sessions.endOf(businessId, contact.value()));
    }
}
