package com.pickatime.contacts.registration;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.own.OwnContacts;
import com.pickatime.contacts.own.OwnContacts.Person;
import com.pickatime.contacts.store.ContactAnswer;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Makes the contacts of parents who register, for the sign-in service; administrators change what they answered. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class RegistrationController {

    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the sign between; more than any name has. */
    private static final int LONGEST_VALUE = 320;

    /** Of {@link ContactId#fresh()}: a random one (RFC 9562, section 5.4), so that it is that of nobody whom a roster may name. */
    private static final Pattern FRESH =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final Answer NO_ANSWER = new Answer(null, null, null);

    private static final Pattern PROMPT = Pattern.compile("[0-9a-f-]{36}");

    private final RegistrationSettingsStore settings;
    private final OwnContacts contacts;
    private final ContactEdits edits;
    private final AuditLog audit;

    RegistrationController(
            RegistrationSettingsStore settings, OwnContacts contacts, ContactEdits edits, AuditLog audit) {
        this.settings = settings;
        this.contacts = contacts;
        this.edits = edits;
        this.audit = audit;
    }

    /** A parent who showed that the address is theirs. */
    @Schema(example = """
                    {"givenName": "Marge", "familyName": "Simpson", "email": "marge@example.org",
                 "answers": [{"prompt": "0b9f4a52-5a53-4c2c-8a1f-8f4a2d0a7a11", "asked": "Do you need an interpreter?", "answer": "No"}]}""")
    record Registrant(
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String email,
            @Nullable List<@Nullable Answer> answers) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Registrant";
        }
    }

    /** To a prompt, with the words that it was asked with. */
    record Answer(
            @Nullable String prompt,
            @Nullable String asked,
            @Nullable String answer) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Answer";
        }
    }

    /**
     * Makes the contact, once: the sign-in service names an id that it chose when the parent asked, and may ask again after a crash.
     */
    @PutMapping("/registrations/{contactId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> register(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestBody Registrant registrant,
            @AuthenticationPrincipal Caller caller) {
        var wrong = new TreeMap<String, String>();
        if (!FRESH.matcher(contactId.value()).matches()) {
            wrong.put("contactId", "must be a random UUID, in lower case");
        }
        var person = new Person(
                PersonRole.PARENT,
                text("givenName", registrant.givenName(), wrong),
                text("familyName", registrant.familyName(), wrong),
                null,
                email(registrant.email(), wrong),
                null,
                null);
        var answers = answers(registrant.answers() == null ? List.of() : registrant.answers(), wrong);
        if (!wrong.isEmpty()) {
            return Mono.error(Problems.invalid(wrong));
        }
        return settings.of(businessId)
                .filter(RegistrationSettings::parentsMayRegister)
                .switchIfEmpty(Mono.error(() -> Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "parents may not make accounts for themselves at this business; its administrators decide that: PUT"
                                + " registration-settings")))
                .flatMap(open -> contacts.register(businessId, contactId, caller.subject(), person, answers))
                .then();
    }

    private static String text(String field, @Nullable String said, Map<String, String> wrong) {
        var text = said == null ? "" : said.strip();
        if (text.isEmpty() || text.length() > LONGEST_VALUE) {
            wrong.put(field, "must have from 1 to " + LONGEST_VALUE + " characters");
        }
        return text;
    }

    private static String email(@Nullable String said, Map<String, String> wrong) {
        var email = text("email", said, wrong);
        if (email.indexOf('@') < 1 || email.chars().anyMatch(Character::isWhitespace)) {
            wrong.putIfAbsent("email", "must be an e-mail address");
        }
        return email;
    }

    private static Document answers(List<@Nullable Answer> said, Map<String, String> wrong) {
        var answers = new Document();
        if (said.size() > RegistrationSettings.MOST_PROMPTS) {
            wrong.put("answers", "must not be more than " + RegistrationSettings.MOST_PROMPTS);
        }
        for (int i = 0; i < said.size(); i++) {
            var one = Objects.requireNonNullElse(said.get(i), NO_ANSWER);
            var field = "answers[" + i + "].";
            var prompt = one.prompt() == null ? "" : one.prompt();
            var asked = one.asked() == null ? "" : one.asked().strip();
            var answer = one.answer() == null ? "" : one.answer().strip();
            if (!PROMPT.matcher(prompt).matches()) {
                wrong.put(field + "prompt", "must be the id of a prompt");
            }
            if (asked.isEmpty() || asked.length() > RegistrationSettings.LONGEST_WORDS) {
                wrong.put(field + "asked", "must have from 1 to " + RegistrationSettings.LONGEST_WORDS + " characters");
            }
            if (answer.isEmpty() || answer.length() > RegistrationSettings.LONGEST_ANSWER) {
                wrong.put(
                        field + "answer", "must have from 1 to " + RegistrationSettings.LONGEST_ANSWER + " characters");
            }
            answers.append(prompt, new ContactAnswer(prompt, asked, answer).document());
        }
        return answers;
    }

    /** An answer as it shall be. */
    @Schema(example = """
                    {"value": "Phone"}""")
    record Better(@Nullable String value) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Better";
        }
    }

    /** Of a prompt that is asked now, or one that the contact answered before it was removed. */
    @PutMapping("/contacts/{contactId}/answers/{prompt}")
    Mono<ResponseEntity<Void>> answer(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @PathVariable String prompt,
            @RequestBody Better better,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var value = better.value() == null ? "" : better.value().strip();
        if (value.isEmpty() || value.length() > RegistrationSettings.LONGEST_ANSWER) {
            return Mono.error(Problems.invalid(
                    "value",
                    "must have from 1 to " + RegistrationSettings.LONGEST_ANSWER
                            + " characters; DELETE takes an answer away"));
        }
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        return settings.of(businessId)
                .flatMap(now -> audit.add(
                                businessId,
                                caller.subject(),
                                AuditAction.ANSWER_CHANGED,
                                contactId,
                                Map.of("prompt", prompt))
                        .then(edits.apply(
                                edit,
                                contact -> Mono.fromCallable(() -> {
                                    var answers = new Document(contact.answersByPrompt());
                                    answers.append(
                                            prompt,
                                            new ContactAnswer(prompt, asked(now, contact, prompt, value), value)
                                                    .document());
                                    return ContactView.answering(answers);
                                }))))
                .map(RegistrationController::done)
                .switchIfEmpty(Mono.error(RegistrationController::unknown));
    }

    /** The words that stand beside an answer from now on. */
    private static String asked(RegistrationSettings now, ContactView contact, String prompt, String value) {
        var current = now.prompt(prompt);
        if (current.filter(
                        asked -> !asked.choices().isEmpty() && !asked.choices().contains(value))
                .isPresent()) {
            throw Problems.invalid(
                    "value",
                    "must be one of " + String.join(", ", current.orElseThrow().choices()));
        }
        return current.map(RegistrationSettings.Prompt::words)
                .or(() -> answered(contact, prompt))
                .orElseThrow(() -> Problems.invalid(
                        "prompt",
                        "must be the id of one that is asked now, or that the contact answered: GET"
                                + " registration-settings lists the former"));
    }

    private static Optional<String> answered(ContactView contact, String prompt) {
        return contact.answers().stream()
                .filter(answer -> answer.prompt().equals(prompt))
                .map(ContactAnswer::asked)
                .findAny();
    }

    @DeleteMapping("/contacts/{contactId}/answers/{prompt}")
    Mono<ResponseEntity<Void>> removeAnswer(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @PathVariable String prompt,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        return audit.add(businessId, caller.subject(), AuditAction.ANSWER_CHANGED, contactId, Map.of("prompt", prompt))
                .then(edits.apply(edit, contact -> {
                    var answers = new Document(contact.answersByPrompt());
                    return answers.remove(prompt) == null ? Mono.empty() : Mono.just(ContactView.answering(answers));
                }))
                .map(RegistrationController::done)
                .switchIfEmpty(Mono.error(RegistrationController::unknown));
    }

    private static ResponseEntity<Void> done(ContactView contact) {
        return ResponseEntity.noContent().eTag(contact.tag()).build();
    }

    private static RuntimeException unknown() {
        return Problems.notFound("No contact of this business has this id. A contact's id is in the list of contacts.");
    }
}
