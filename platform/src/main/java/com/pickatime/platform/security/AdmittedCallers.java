package com.pickatime.platform.security;

import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Caller;
import java.util.Optional;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

/** Applies the rules to a request. Its path is read as controllers read it, so that both see the same business. */
record AdmittedCallers(AccessRules rules) implements ReactiveAuthorizationManager<AuthorizationContext> {

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        var request = context.getExchange().getRequest();
        var path = request.getPath().pathWithinApplication();
        return authentication
                .filter(CallerAuthentication.class::isInstance)
                .map(Caller::of)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(caller -> new AuthorizationDecision(rules.admit(request.getMethod(), path, caller.orElse(null))));
    }
}
