package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.applications.ApplicationSettings;
import com.pickatime.simulator.auth.BearerToken;
import com.pickatime.simulator.auth.OAuth1Verifier;
import com.pickatime.simulator.auth.Tokens;
import com.pickatime.simulator.faults.Fault.TenantDisabled;
import com.pickatime.simulator.faults.Fault.TokensRefused;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.OneRosterException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Lets requests in that know the district, show its token or are signed. */
@Component
class RequestAuthenticator {

    private final ApplicationSettings settings;
    private final OAuth1Verifier signed;
    private final Tokens tokens;
    private final Faults faults;

    RequestAuthenticator(ApplicationSettings settings, OAuth1Verifier signed, Tokens tokens, Faults faults) {
        this.settings = settings;
        this.signed = signed;
        this.tokens = tokens;
        this.faults = faults;
    }

    /**
     * Checks one request.
     *
     * @throws OneRosterException if it is not let in
     */
    void check(ServerRequest request, OneRosterPath path) {
        var authorization = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        if (path.isDirect() && authorization != null && Tokens.isShownBy(authorization)) {
            requireToken(authorization, path);
        } else if (path.isDirect()) {
            signed.refusal(request.method().name(), request.uri(), authorization)
                    .ifPresent(reason -> {
                        throw OneRosterException.unauthorised(reason);
                    });
        } else if (!path.application().equals(settings.onerosterApplicationId())) {
            throw OneRosterException.unknown("there is no application of this id");
        } else if (!new BearerToken(settings.bearer()).isShownBy(authorization)) {
            throw OneRosterException.unauthorised("the bearer token is missing or wrong");
        }
        if (faults.find(TenantDisabled.class).isPresent()) {
            throw OneRosterException.forbidden("the district has disabled the application");
        }
    }

    private void requireToken(String authorization, OneRosterPath path) {
        if (faults.endTokens()) {
            tokens.end();
        }
        var scopes = faults.find(TokensRefused.class).isPresent()
                ? Optional.<Set<String>>empty()
                : tokens.scopes(authorization);
        if (scopes.isEmpty()) {
            throw OneRosterException.unauthorised("the token is unknown or over");
        }
        var needed = path.collection().equals("demographics") ? "roster-demographics.readonly" : "roster-core.readonly";
        if (scopes.get().stream().noneMatch(scope -> scope.endsWith("/" + needed))) {
            throw OneRosterException.forbidden("the token does not have the scope " + needed);
        }
    }
}
