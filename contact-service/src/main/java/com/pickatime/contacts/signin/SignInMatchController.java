package com.pickatime.contacts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells the sign-in service who somebody is; a POST, so that nothing personal stands in a URL. */
@RestController
class SignInMatchController {

    /** Bounds the question; OneRoster's identifiers are far shorter. */
    private static final int LONGEST_SOURCE_ID = 512;

    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the sign between. */
    private static final int LONGEST_EMAIL = 320;

    private final SignInContacts contacts;

    SignInMatchController(SignInContacts contacts) {
        this.contacts = contacts;
    }

    /**
     * What the identity provider says of the person, or who they are already known to be.
     *
     * @param contactId of a person who came in before; the others do not count then
     */
    @Schema(example = """
                    {"sourceId": "s-1002", "email": "lisa@example.org"}""")
    record Question(
            @Nullable String contactId,
            @Nullable String sourceId,
            @Nullable String email) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Question";
        }
    }

    @PostMapping("/businesses/{businessId:[^:]+}/sign-in-matches")
    Mono<SignInMatch> match(@PathVariable BusinessId businessId, @RequestBody Question question) {
        var errors = new TreeMap<String, String>();
        if (isLonger(question.sourceId(), LONGEST_SOURCE_ID)) {
            errors.put("sourceId", "must not have more than " + LONGEST_SOURCE_ID + " characters");
        }
        if (isLonger(question.contactId(), LONGEST_SOURCE_ID)) {
            errors.put("contactId", "must not have more than " + LONGEST_SOURCE_ID + " characters");
        }
        if (isLonger(question.email(), LONGEST_EMAIL)) {
            errors.put("email", "must not have more than " + LONGEST_EMAIL + " characters");
        }
        if (!errors.isEmpty()) {
            return Mono.error(Problems.invalid(errors));
        }
        return question.contactId() == null || question.contactId().isBlank()
                ? contacts.match(businessId, question.sourceId(), question.email())
                : contacts.matchKnown(businessId, new ContactId(question.contactId()));
    }

    private static boolean isLonger(@Nullable String value, int most) {
        return value != null && value.length() > most;
    }
}
