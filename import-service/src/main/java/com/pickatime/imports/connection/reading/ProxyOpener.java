package com.pickatime.imports.connection.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.classlink.ClassLink;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import com.pickatime.imports.connection.classlink.ClassLinkSettings;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.ClassLinkRoster;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.RosterEndpoint;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Opens rosters behind ClassLink's proxy. The district's token is asked for anew each time and kept nowhere, so that one
 * that was replaced or withdrawn is not used.
 */
@Component
class ProxyOpener implements RosterOpener {

    private final ClassLink classLink;
    private final ClassLinkSettings settings;
    private final WebClient web;
    private final Clock clock;

    ProxyOpener(ClassLink classLink, ClassLinkSettings settings, WebClient web, Clock clock) {
        this.classLink = classLink;
        this.settings = settings;
        this.web = web;
        this.clock = clock;
    }

    @Override
    public SourceType type() {
        return SourceType.CLASSLINK_PROXY;
    }

    @Override
    public Mono<RosterSource> open(Connection connection, @Nullable String upload) {
        if (!classLink.isConfigured()) {
            return Mono.error(new RosterIncompleteException(
                    "NO_PARTNER_KEY",
                    "pickAtime has no ClassLink partner key, so ClassLink cannot be read. Set CLASSLINK_PARTNER_KEY."));
        }
        return classLink
                .application(Objects.requireNonNull(connection.configuration().tenantId()))
                .filter(ClassLinkApplication::isReady)
                .switchIfEmpty(Mono.error(ProxyOpener::notGranted))
                .map(application -> roster(connection, application));
    }

    private RosterSource roster(Connection connection, ClassLinkApplication application) {
        var own = connection.configuration().source().baseUrl();
        var endpoint = RosterEndpoint.proxy(
                own == null ? settings.baseUrl() : URI.create(own),
                Objects.requireNonNull(application.oneRosterApplicationId()),
                Objects.requireNonNull(application.bearer()));
        return new ClassLinkRoster(web, endpoint, PullSettings.DEFAULTS, clock);
    }

    private static RosterIncompleteException notGranted() {
        return new RosterIncompleteException(
                "NOT_ENABLED",
                "ClassLink does not let pickAtime read the roster. In the ClassLink Management Console, check that"
                        + " pickAtime is added under Applications and switched on, then import again. Nothing was changed.");
    }
}
