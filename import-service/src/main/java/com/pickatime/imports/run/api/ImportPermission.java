package com.pickatime.imports.run.api;

import com.pickatime.events.ImportMode;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.setup.ConnectionProblems;
import com.pickatime.platform.web.Problems;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says whether a business's roster may be imported now. */
@Component
class ImportPermission {

    private final Connections connections;

    ImportPermission(Connections connections) {
        this.connections = connections;
    }

    /** The business's connection; a 404 or 409 problem when no such import may begin. */
    Mono<Connection> require(String businessId, ImportMode mode) {
        return connections
                .find(businessId)
                .switchIfEmpty(Mono.error(() -> ConnectionProblems.none(businessId)))
                .doOnNext(connection -> requireReady(connection, mode));
    }

    private static void requireReady(Connection connection, ImportMode mode) {
        boolean ready =
                connection.isActive() || connection.state() == ConnectionState.CONFIGURED && mode == ImportMode.DRY_RUN;
        if (!ready) {
            throw Problems.conflict("The connection is " + connection.state()
                    + ". Only an ACTIVE one is imported; a CONFIGURED one can be tried with mode DRY_RUN.");
        }
    }
}
