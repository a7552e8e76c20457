package com.pickatime.contacts.signin;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.web.Problems;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets a business's administrators decide what a contact may do. */
@RestController
class AccessLevelController {

    private final SignInContacts contacts;

    AccessLevelController(SignInContacts contacts) {
        this.contacts = contacts;
    }

    /** The level by name. */
    record Change(@Nullable String level) {}

    record Granted(AccessLevel level) {}

    @PutMapping("/businesses/{businessId:[^:]+}/contacts/{sourceId}/access-level")
    Mono<Granted> set(
            @PathVariable String businessId,
            @PathVariable String sourceId,
            @RequestBody Change change,
            @AuthenticationPrincipal Caller caller) {
        var level = level(change);
        if (sourceId.equals(caller.subject()) && level != AccessLevel.ADMINISTRATOR) {
            return Mono.error(Problems.conflict("You cannot take the level ADMINISTRATOR from yourself, so that a"
                    + " business is never left without one. Ask another administrator to do it."));
        }
        return contacts.setLevel(businessId, sourceId, level)
                .filter(found -> found)
                .map(found -> new Granted(level))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("No active contact of this business has this source"
                        + " ID. Source IDs are case-sensitive and percent-encoded in the path.")));
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
