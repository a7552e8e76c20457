package com.pickatime.sso.accounts.api;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.sessions.Sessions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Which contacts have signed in, of many at once. It changes nothing; the ids would be too long an address. */
@RestController
class SignInsController {

    private static final int MOST = 500;

    private final Sessions sessions;
    private final ContactPasswords passwords;

    SignInsController(Sessions sessions, ContactPasswords passwords) {
        this.sessions = sessions;
        this.passwords = passwords;
    }

    @Schema(example = """
            {"ids": ["cfddcc97-a685-5dc7-8773-311d64aa0fdc"]}""")
    record Wanted(@Nullable List<ContactId> ids) {}

    /** One who has. */
    record Found(ContactId contactId, Instant lastSignInAt) {}

    record Answer(List<Found> items) {}

    /** Those who have signed in, in the order of their ids; who is not among them never did. */
    @PostMapping("/businesses/{businessId}/sign-ins/lookups")
    Mono<Answer> look(@PathVariable BusinessId businessId, @RequestBody Wanted wanted) {
        var ids = wanted.ids();
        if (ids == null || ids.isEmpty() || ids.size() > MOST) {
            throw Problems.invalid("ids", "must be from 1 to " + MOST + " ids of contacts");
        }
        return Mono.zip(
                        sessions.lastSignIns(
                                businessId, ids.stream().map(ContactId::value).toList()),
                        passwords.lastSignIns(businessId, ids))
                .map(parts -> {
                    var last = new TreeMap<String, Instant>(parts.getT1());
                    parts.getT2()
                            .forEach((id, at) ->
                                    last.merge(id.value(), at, (one, other) -> one.isAfter(other) ? one : other));
                    return new Answer(last.entrySet().stream()
                            .map(found -> new Found(new ContactId(found.getKey()), found.getValue()))
                            .toList());
                });
    }
}
