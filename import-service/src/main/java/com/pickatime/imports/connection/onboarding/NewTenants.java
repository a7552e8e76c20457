package com.pickatime.imports.connection.onboarding;

import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.OnboardingSettings;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import com.pickatime.imports.connection.setup.ActivateConnection;
import com.pickatime.imports.connection.setup.ConfigureConnection;
import com.pickatime.imports.connection.setup.ConnectionAnnouncements;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives tenants that nobody knows a connection, and brings it as far as the policy says. */
@Component
class NewTenants {

    private final Connections connections;
    private final ConfigureConnection configure;
    private final ActivateConnection activate;
    private final ConnectionAnnouncements announcements;
    private final OnboardingSettings settings;
    private final Clock clock;

    NewTenants(
            Connections connections,
            ConfigureConnection configure,
            ActivateConnection activate,
            ConnectionAnnouncements announcements,
            OnboardingSettings settings,
            Clock clock) {
        this.connections = connections;
        this.configure = configure;
        this.activate = activate;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
    }

    /** A connection that waits for somebody to say which business the tenant is. */
    Mono<Connection> found(ClassLinkApplication application) {
        var configuration = new Configuration(
                application.tenantName(),
                application.tenantId(),
                new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                null);
        return connections
                .insert(Connection.found(businessId(application), configuration, clock.instant()))
                .flatMap(found -> announcements.tell(found).thenReturn(found))
                // it was found by somebody else at the same time
                .onErrorResume(DuplicateKeys::isCauseOf, there -> connections.findByTenant(application.tenantId()));
    }

    /** Under the automatic policy, configures and activates a connection that is not yet; also one left half-way. */
    Mono<Void> onboard(Connection connection, ClassLinkApplication application) {
        if (!settings.isAutomatic() || !connection.businessId().equals(businessId(application))) {
            return Mono.empty();
        }
        var configured = connection.state() == ConnectionState.PENDING
                ? configure.execute(
                        connection.businessId(),
                        application.tenantId(),
                        application.tenantName(),
                        settings.administrators())
                : Mono.just(connection);
        return configured.flatMap(ready -> activate.execute(ready.businessId())).then();
    }

    private static BusinessId businessId(ClassLinkApplication application) {
        return new BusinessId(
                "classlink-" + application.tenantId().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
