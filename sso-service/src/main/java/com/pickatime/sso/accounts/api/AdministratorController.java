package com.pickatime.sso.accounts.api;

import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.accounts.Invitation;
import com.pickatime.sso.accounts.Invitations;
import com.pickatime.sso.accounts.Invitations.Invitee;
import com.pickatime.sso.accounts.ListedAdministrator;
import com.pickatime.sso.accounts.LocalAdministrators;
import com.pickatime.sso.accounts.PasswordLetters;
import com.pickatime.sso.sessions.SignedInPerson;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lists and invites a business's local administrators. */
@RestController
@RequestMapping("/businesses/{businessId}/administrators")
class AdministratorController {

    private static final Logger log = LoggerFactory.getLogger(AdministratorController.class);

    /**
     * An invitation.
     *
     * @param invitationUrl to be handed to the person it is for, and shown this once; null where it was mailed
     */
    record IssuedInvitation(String id, @Nullable URI invitationUrl, Instant expiresAt) {

        @Override
        public String toString() {
            return "IssuedInvitation[" + id + ']';
        }
    }

    private final LocalAdministrators administrators;
    private final Invitations invitations;
    private final PasswordLetters letters;
    private final BaseUrl baseUrl;

    AdministratorController(
            LocalAdministrators administrators, Invitations invitations, PasswordLetters letters, BaseUrl baseUrl) {
        this.administrators = administrators;
        this.invitations = invitations;
        this.letters = letters;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Mono<ListPage<ListedAdministrator>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(administrators.list(businessId, after), limit, ListedAdministrator::id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<IssuedInvitation> invite(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "false") boolean mail,
            @RequestBody AdministratorRequest request,
            Caller caller) {
        var checked = request.checked(businessId);
        return invitations
                .invite(businessId, checked.displayName(), checked.email(), allowed(caller))
                .flatMap(invitation -> issued(invitation, caller, mail || isVisiting(caller, businessId)))
                .switchIfEmpty(Mono.error(AdministratorController::settled));
    }

    @PostMapping("/{id}/invitation")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<IssuedInvitation> inviteAgain(
            @PathVariable BusinessId businessId,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean mail,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        var whom = caller.subject().equals(SignedInPerson.LOCAL + id) ? Invitee.ANYBODY : allowed(caller);
        return (ifMatch == null || ifMatch.equals("*")
                        ? invitations.renew(businessId, id, whom)
                        : invitations.renew(businessId, id, whom, ifMatch))
                .flatMap(invitation -> issued(invitation, caller, mail || isVisiting(caller, businessId)))
                .switchIfEmpty(administrators
                        .current(businessId, id)
                        .flatMap(colleague -> Mono.<IssuedInvitation>error(settled()))
                        .switchIfEmpty(Mono.error(AdministratorController::unknown)));
    }

    /** Whoever sees an invitation can use it, so people get none for a colleague's account. */
    private static Invitee allowed(Caller caller) {
        return caller.isPerson() ? Invitee.WITHOUT_PASSWORD : Invitee.ANYBODY;
    }

    /** The onboarding team connects districts, and shall not be able to come in as one of them. */
    private static boolean isVisiting(Caller caller, BusinessId businessId) {
        return caller.isPerson() && !businessId.equals(caller.businessId());
    }

    private static ErrorResponseException settled() {
        return Problems.conflict(
                "this administrator has a password, and an invitation would let whoever holds it sign in as"
                        + " them. They can ask for one themselves while signed in; if they forgot the password, let pickAtime's"
                        + " operator issue one, or remove them and invite them anew.");
    }

    private Mono<IssuedInvitation> issued(Invitation invitation, Caller caller, boolean mailed) {
        log.info("{} invited local administrator {}", caller.subject(), invitation.administratorId());
        var shown = new IssuedInvitation(
                invitation.administratorId(),
                mailed ? null : baseUrl.resolve(invitation.path()),
                invitation.expiresAt());
        return mailed
                ? invitations
                        .find(invitation.token())
                        .flatMap(invited -> letters.mail(invitation, invited))
                        .thenReturn(shown)
                : Mono.just(shown);
    }

    static ErrorResponseException unknown() {
        return Problems.notFound(
                "no local administrator of this business has this id; GET /businesses/{businessId}/administrators lists them");
    }
}
