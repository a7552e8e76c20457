package com.pickatime.sso.accounts.api;

import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.accounts.AdministratorRemoval;
import com.pickatime.sso.accounts.AdministratorRemoval.Outcome;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.sessions.SignedInPerson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes a local administrator away, and with the account whatever sessions it opened. */
@RestController
class AdministratorRemovalController {

    private static final Logger log = LoggerFactory.getLogger(AdministratorRemovalController.class);

    private final AdministratorRemoval removals;
    private final Sessions sessions;

    AdministratorRemovalController(AdministratorRemoval removals, Sessions sessions) {
        this.removals = removals;
        this.sessions = sessions;
    }

    @DeleteMapping("/businesses/{businessId}/administrators/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable BusinessId businessId, @PathVariable String id, Caller caller) {
        return removal(businessId, id, caller).flatMap(outcome -> switch (outcome) {
            case REMOVED -> {
                log.info("{} removed local administrator {}", caller.subject(), id);
                yield sessions.endOf(businessId, SignedInPerson.LOCAL + id).then();
            }
            case UNKNOWN -> Mono.error(AdministratorController.unknown());
            case LAST_ONE -> Mono.error(lastOne());
        });
    }

    private Mono<Outcome> removal(BusinessId businessId, String id, Caller caller) {
        return caller.isPerson() ? removals.remove(businessId, id) : removals.removeEvenTheLast(businessId, id);
    }

    private static ErrorResponseException lastOne() {
        return Problems.conflict(
                "this is the last local administrator who can sign in, and without one nobody could repair"
                        + " single sign-on: invite another one first, and remove this one once that one has chosen a password");
    }
}
