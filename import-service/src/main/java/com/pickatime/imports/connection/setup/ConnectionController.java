package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.reading.Rosters;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Connections over HTTP, for the onboarding team. */
@RestController
@RequestMapping("/connections")
class ConnectionController {

    private final Connections connections;
    private final ConfigureConnection configure;
    private final ActivateConnection activate;
    private final ConnectionSecrets secrets;
    private final Rosters rosters;

    ConnectionController(
            Connections connections,
            ConfigureConnection configure,
            ActivateConnection activate,
            ConnectionSecrets secrets,
            Rosters rosters) {
        this.connections = connections;
        this.configure = configure;
        this.activate = activate;
        this.secrets = secrets;
        this.rosters = rosters;
    }

    /**
     * By business id.
     *
     * @param state of which; null for all
     * @param q a part of the name or of the business id, in whatever case; blank for all
     */
    @GetMapping
    Mono<ListPage<ConnectionView>> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(
                connections
                        .after(after, Problems.named("state", ConnectionState.class, state))
                        .filter(named(q))
                        .map(this::view),
                limit,
                view -> view.businessId().value());
    }

    /** There are some thousand districts in a country, so that no index is needed for their names. */
    private static Predicate<Connection> named(String part) {
        var wanted = part.strip().toLowerCase(Locale.ROOT);
        return connection -> wanted.isEmpty()
                || connection.businessId().value().contains(wanted)
                || connection
                        .configuration()
                        .businessName()
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted);
    }

    @GetMapping("/{businessId}")
    Mono<ResponseEntity<ConnectionView>> one(@PathVariable BusinessId businessId) {
        return connections
                .find(businessId)
                .map(this::tagged)
                .switchIfEmpty(Mono.error(() -> ConnectionProblems.none(businessId)));
    }

    @PutMapping("/{businessId}")
    Mono<ResponseEntity<ConnectionView>> put(
            @PathVariable BusinessId businessId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ConnectionRequest request) {
        return configure.execute(businessId, request, ifMatch).map(this::tagged);
    }

    @PostMapping("/{businessId}/activation")
    Mono<ResponseEntity<ConnectionView>> activate(@PathVariable BusinessId businessId) {
        return activate.execute(businessId).map(this::tagged);
    }

    /** A first look at what the connection's server has; nothing of it is kept. */
    @PostMapping("/{businessId}/check")
    Mono<ConnectionCheck> check(@PathVariable BusinessId businessId) {
        return connections
                .find(businessId)
                .switchIfEmpty(Mono.error(() -> ConnectionProblems.none(businessId)))
                .flatMap(rosters::check)
                .map(collections -> new ConnectionCheck(collections, null))
                .onErrorResume(
                        RosterIncompleteException.class,
                        failure -> Mono.just(new ConnectionCheck(List.of(), failure.getMessage())));
    }

    private ResponseEntity<ConnectionView> tagged(Connection connection) {
        return ResponseEntity.ok().eTag(connection.tag()).body(view(connection));
    }

    private ConnectionView view(Connection connection) {
        var configuration = connection.configuration();
        var protocol = connection.sourceType() == SourceType.CLASSLINK_DIRECT
                ? configuration.source().spoken()
                : null;
        return new ConnectionView(
                connection.businessId(),
                configuration.businessName(),
                configuration.tenantId(),
                configuration.source().type(),
                configuration.source().baseUrl(),
                configuration.source().sealedSecret() != null,
                protocol == null ? null : protocol.authentication(),
                protocol == null ? null : protocol.tokenUrl(),
                protocol == null ? null : protocol.oneRosterVersion(),
                secrets.openAddresses(connection.businessId(), configuration.administrators()),
                configuration.contactIdField(),
                configuration.timeZone(),
                configuration.options(),
                connection.state(),
                connection.pausedBy(),
                connection.activatedAt());
    }
}
