package com.pickatime.contacts.signin;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.LevelNames;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Modify Access Level: raises or lowers a whole level at once. Nobody becomes or ceases to be an administrator by it. */
@RestController
class LevelsController {

    private static final String ONE_BY_ONE = "administrators are made one by one, and only by another one";

    private final SignInContacts contacts;
    private final AuditLog audit;

    LevelsController(SignInContacts contacts, AuditLog audit) {
        this.contacts = contacts;
        this.audit = audit;
    }

    /** The levels by name. */
    @Schema(example = """
                    {"from": "APPOINTMENT_VIEWER", "to": "APPOINTMENT_MAKER"}""")
    record Change(@Nullable String from, @Nullable String to) {}

    record Changed(long contacts) {}

    /** Answers when it is done. Whoever is not answered asks again: it goes on with those that are left. */
    @PostMapping("/businesses/{businessId:[^:]+}/access-level-changes")
    Mono<Changed> change(
            @PathVariable BusinessId businessId, @RequestBody Change change, @AuthenticationPrincipal Caller caller) {
        var from = LevelNames.belowAdministrator("from", change.from(), ONE_BY_ONE);
        var to = LevelNames.belowAdministrator("to", change.to(), ONE_BY_ONE);
        if (from == to) {
            return Mono.error(Problems.invalid("to", "must be another level than from"));
        }
        return audit.add(businessId, caller.subject(), AuditAction.LEVELS_CHANGED, null, Map.of("from", from, "to", to))
                .then(contacts.moveLevel(businessId, from, to, caller.subject()))
                .map(Changed::new);
    }
}
