package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.Connections;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    ConnectionController(
            Connections connections,
            ConfigureConnection configure,
            ActivateConnection activate,
            ConnectionSecrets secrets) {
        this.connections = connections;
        this.configure = configure;
        this.activate = activate;
        this.secrets = secrets;
    }

    @GetMapping
    Mono<ListPage<ConnectionView>> list(
            @RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(
                connections.after(after).map(this::view),
                limit,
                view -> view.businessId().value());
    }

    @GetMapping("/{businessId}")
    Mono<ConnectionView> one(@PathVariable BusinessId businessId) {
        return connections
                .find(businessId)
                .map(this::view)
                .switchIfEmpty(Mono.error(() -> ConnectionProblems.none(businessId)));
    }

    @PutMapping("/{businessId}")
    Mono<ConnectionView> put(@PathVariable BusinessId businessId, @RequestBody ConnectionRequest request) {
        return configure.execute(businessId, request).map(this::view);
    }

    @PostMapping("/{businessId}/activation")
    Mono<ConnectionView> activate(@PathVariable BusinessId businessId) {
        return activate.execute(businessId).map(this::view);
    }

    private ConnectionView view(Connection connection) {
        var configuration = connection.configuration();
        return new ConnectionView(
                connection.businessId(),
                configuration.businessName(),
                configuration.tenantId(),
                configuration.source().type(),
                configuration.source().baseUrl(),
                configuration.source().sealedSecret() != null,
                secrets.openAddresses(connection.businessId(), configuration.administrators()),
                configuration.contactIdField(),
                configuration.timeZone(),
                connection.state(),
                connection.pausedBy(),
                connection.activatedAt());
    }
}
