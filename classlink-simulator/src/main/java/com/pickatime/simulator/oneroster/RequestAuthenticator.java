package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.applications.ApplicationSettings;
import com.pickatime.simulator.auth.BearerToken;
import com.pickatime.simulator.auth.OAuth1Verifier;
import com.pickatime.simulator.faults.Fault.TenantDisabled;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.OneRosterException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Lets requests in that know the district, show its token or are signed. */
@Component
class RequestAuthenticator {

    private final ApplicationSettings settings;
    private final OAuth1Verifier signed;
    private final Faults faults;

    RequestAuthenticator(ApplicationSettings settings, OAuth1Verifier signed, Faults faults) {
        this.settings = settings;
        this.signed = signed;
        this.faults = faults;
    }

    /**
     * Checks one request.
     *
     * @throws OneRosterException if it is not let in
     */
    void check(ServerRequest request, OneRosterPath path) {
        var authorization = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        if (path.isDirect()) {
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
}
