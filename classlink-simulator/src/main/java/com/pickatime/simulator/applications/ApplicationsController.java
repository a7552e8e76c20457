package com.pickatime.simulator.applications;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.pickatime.simulator.auth.BearerToken;
import com.pickatime.simulator.auth.OAuthSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The partner's list of districts; sends no counts, so clients read on until a page is empty. */
@RestController
class ApplicationsController {

    private final ApplicationList applications;
    private final ApplicationSettings settings;
    private final OAuthSettings oauth;

    ApplicationsController(ApplicationList applications, ApplicationSettings settings, OAuthSettings oauth) {
        this.applications = applications;
        this.settings = settings;
        this.oauth = oauth;
    }

    record Listing(int status, List<Application> applications) {}

    record Access(int status, Server server) {}

    /** What a client needs for the direct path. */
    record Server(
            @JsonProperty("client_id") String clientId,
            @JsonProperty("client_secret") String clientSecret,
            @JsonProperty("endpoint_url") String endpointUrl) {}

    @ModelAttribute
    void authenticate(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String shown) {
        if (!new BearerToken(settings.partnerKey()).isShownBy(shown)) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "the partner key is missing or wrong");
        }
    }

    @GetMapping("/applications")
    Listing list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset) {
        return new Listing(1, applications.page(limit, offset));
    }

    @GetMapping("/applications/{id}/server")
    Access server(ServerHttpRequest request) {
        var uri = request.getURI();
        if (!uri.getRawPath().equals("/applications/" + settings.onerosterApplicationId() + "/server")) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such application");
        }
        var endpoint = uri.getScheme() + "://" + uri.getRawAuthority() + "/ims/oneroster/v1p1";
        return new Access(1, new Server(oauth.consumerKey(), oauth.consumerSecret(), endpoint));
    }
}
