package com.pickatime.contacts.own;

import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.own.OwnContacts.Person;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets administrators make participants and administrators by hand, and change them. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/contacts")
class OwnContactsController {

    private static final int LONGEST_ID = 255;

    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the sign between; more than any name has. */
    private static final int LONGEST_VALUE = 320;

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private static final List<PersonRole> ROLES =
            List.of(PersonRole.STUDENT, PersonRole.PARENT, PersonRole.TEACHER, PersonRole.ADMINISTRATOR);

    private final OwnContacts contacts;
    private final Clock clock;

    OwnContactsController(OwnContacts contacts, Clock clock) {
        this.contacts = contacts;
        this.clock = clock;
    }

    /**
     * A person, as it comes.
     *
     * @param role STUDENT, PARENT, TEACHER or ADMINISTRATOR
     * @param identifier what the business calls the person
     * @param birthDate ISO 8601, of a student
     * @param accessLevel of an administrator who is being made; later it is set by itself
     */
    @Schema(example = """
                    {"role": "STUDENT", "givenName": "Lisa", "familyName": "Simpson", "identifier": "S-1002", "birthDate": "2014-05-09"}""")
    record Said(
            @Nullable String role,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String identifier,
            @Nullable String email,
            @Nullable String birthDate,
            @Nullable String accessLevel) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Said";
        }
    }

    /** What was made or changed; the rest is at {@code contacts/{contactId}}. */
    record Done(ContactId contactId) {}

    @PostMapping
    Mono<ResponseEntity<Done>> create(
            @PathVariable BusinessId businessId, @RequestBody Said said, @AuthenticationPrincipal Caller caller) {
        return contacts.create(businessId, caller.subject(), person(said, true))
                .map(contact -> ResponseEntity.created(URI.create("/businesses/" + businessId + "/contacts/"
                                + contact.id().value()))
                        .eTag(contact.tag())
                        .body(new Done(contact.id())));
    }

    /** Says anew all that was said of a contact; what is left out is empty then. */
    @PutMapping("/{contactId}")
    Mono<ResponseEntity<Done>> change(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestBody Said said,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return contacts.change(new Edit(businessId, contactId, caller.subject(), ifMatch), person(said, false))
                .map(OwnContactsController::done)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "No contact of this business has this id. A contact's id is in the list of contacts.")));
    }

    private static ResponseEntity<Done> done(ContactView contact) {
        return ResponseEntity.ok().eTag(contact.tag()).body(new Done(contact.id()));
    }

    private Person person(Said said, boolean isNew) {
        var wrong = new HashMap<String, String>();
        var role = role(said.role(), wrong);
        var person = new Person(
                role,
                text("givenName", said.givenName(), LONGEST_VALUE, wrong),
                text("familyName", said.familyName(), LONGEST_VALUE, wrong),
                text("identifier", said.identifier(), LONGEST_ID, wrong),
                text("email", said.email(), LONGEST_VALUE, wrong),
                birthDate(said.birthDate(), role, wrong),
                level(said.accessLevel(), role, isNew, wrong));
        if (person.givenName() == null && person.familyName() == null) {
            wrong.put("familyName", "must not be empty where the given name is");
        }
        var email = person.email();
        if (email != null && (email.indexOf('@') < 1 || email.chars().anyMatch(Character::isWhitespace))) {
            wrong.put("email", "must be an e-mail address");
        }
        if (email == null && role == PersonRole.ADMINISTRATOR) {
            wrong.put("email", "must not be empty: administrators sign in by it");
        }
        if (!wrong.isEmpty()) {
            throw Problems.invalid(wrong);
        }
        return person;
    }

    private static PersonRole role(@Nullable String name, Map<String, String> wrong) {
        return ROLES.stream().filter(role -> role.name().equals(name)).findAny().orElseGet(() -> {
            wrong.put("role", ROLES.stream().map(Enum::name).collect(Collectors.joining(", ", "must be one of ", "")));
            return PersonRole.UNKNOWN;
        });
    }

    private static @Nullable String text(String field, @Nullable String value, int longest, Map<String, String> wrong) {
        var text = value == null ? "" : value.strip();
        if (text.length() > longest) {
            wrong.put(field, "must not have more than " + longest + " characters");
        }
        return text.isEmpty() ? null : text;
    }

    private @Nullable LocalDate birthDate(@Nullable String value, PersonRole role, Map<String, String> wrong) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (role != PersonRole.STUDENT) {
            wrong.put("birthDate", "must be left out: it is the security value of students alone");
        }
        try {
            var date = LocalDate.parse(value.strip());
            // the day may have begun where they are
            var latest = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
            if (!date.isBefore(EARLIEST) && !date.isAfter(latest)) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // told below, without what was sent
        }
        wrong.put("birthDate", "must be a date from 1900 to today, like 2015-08-31");
        return null;
    }

    private static @Nullable AccessLevel level(
            @Nullable String name, PersonRole role, boolean isNew, Map<String, String> wrong) {
        if (!isNew || role != PersonRole.ADMINISTRATOR) {
            if (name != null) {
                wrong.put(
                        "accessLevel",
                        "is given to a new administrator alone; PUT contacts/{contactId}/access-level sets it");
            }
            return null;
        }
        var levels = Arrays.stream(AccessLevel.values())
                .filter(level -> level.atLeast(AccessLevel.APPOINTMENT_VIEWER))
                .toList();
        return levels.stream()
                .filter(level -> level.name().equals(name))
                .findAny()
                .orElseGet(() -> {
                    wrong.put(
                            "accessLevel",
                            levels.stream().map(Enum::name).collect(Collectors.joining(", ", "must be one of ", "")));
                    return null;
                });
    }
}
