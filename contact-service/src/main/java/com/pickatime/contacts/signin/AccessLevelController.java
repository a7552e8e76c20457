package com.pickatime.contacts.signin;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets a business's administrators decide what a contact may do. */
@RestController
class AccessLevelController {

    private final SignInContacts contacts;
    private final AuditLog audit;

    AccessLevelController(SignInContacts contacts, AuditLog audit) {
        this.contacts = contacts;
        this.audit = audit;
    }

    /** The level by name. */
    @Schema(example = """
                    {"level": "EVENT_ADMINISTRATOR"}""")
    record Change(@Nullable String level) {}

    record Granted(AccessLevel level) {}

    @PutMapping("/businesses/{businessId:[^:]+}/contacts/{contactId}/access-level")
    Mono<ResponseEntity<Granted>> set(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestBody Change change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var level = level(change);
        if (contactId.value().equals(caller.subject()) && level != AccessLevel.ADMINISTRATOR) {
            return Mono.error(Problems.conflict("You cannot take the level ADMINISTRATOR from yourself, so that a"
                    + " business is never left without one. Ask another administrator to do it."));
        }
        return audit.add(businessId, caller.subject(), AuditAction.LEVEL_CHANGED, contactId, Map.of("level", level))
                .then(contacts.setLevel(new Edit(businessId, contactId, caller.subject(), ifMatch), level))
                .map(contact -> ResponseEntity.ok().eTag(contact.tag()).body(new Granted(level)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("No active contact of this business has this id. A"
                        + " contact's id is in the list of contacts; by source ID contacts?sourceId= finds it.")));
    }

    private static AccessLevel level(Change change) {
        return Arrays.stream(AccessLevel.values())
                .filter(level -> level.name().equals(change.level()))
                .findAny()
                .orElseThrow(() -> Problems.invalid(
                        "level",
                        Arrays.stream(AccessLevel.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }
}
