package com.pickatime.imports.run.api;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.setup.ConnectionProblems;
import com.pickatime.imports.plan.ExistingContacts;
import com.pickatime.imports.plan.roster.OwnContacts;
import com.pickatime.imports.publish.sourceindex.ContactServiceNotReadyException;
import com.pickatime.imports.publish.sourceindex.SourceIndex;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.upload.Uploads;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Imports that somebody asks for: whether they may begin, and what is asked of the queue. */
@Component
class ManualImports {

    private final Connections connections;
    private final ImportRequests requests;
    private final ImportRuns runs;
    private final Uploads uploads;
    private final SourceIndex index;

    ManualImports(
            Connections connections, ImportRequests requests, ImportRuns runs, Uploads uploads, SourceIndex index) {
        this.connections = connections;
        this.requests = requests;
        this.runs = runs;
        this.uploads = uploads;
        this.index = index;
    }

    /** Imports from where the connection says, and gives the run's id. */
    Mono<ImportId> start(BusinessId businessId, ImportMode mode) {
        return ready(businessId, mode)
                .doOnNext(connection -> requireType(connection, false))
                .flatMap(connection -> requests.request(businessId, RunOrder.of(mode, ImportTrigger.MANUAL)));
    }

    /** Imports the zip file that is sent, and gives the run's id. */
    Mono<ImportId> start(BusinessId businessId, ImportMode mode, Flux<DataBuffer> zip) {
        return ready(businessId, mode)
                .doOnNext(connection -> requireType(connection, true))
                .flatMap(connection -> uploads.keep(businessId, zip))
                .flatMap(upload -> requests.request(businessId, RunOrder.ofUpload(mode, upload))
                        .onErrorResume(failure -> uploads.delete(upload).then(Mono.error(failure))));
    }

    /**
     * Lets the plan of a HELD run be carried out: by a run that reads the roster anew, and is held anew if its plan is
     * another one. Gives that run's id, which follows from the held one's, so that an approval given twice starts one.
     */
    Mono<ImportId> approve(ImportRun held, @Nullable String planDigest) {
        var plan = held.plan();
        if (held.state() != RunState.HELD || plan == null) {
            return Mono.error(Problems.conflict(
                    "The import is " + held.state() + "; only a HELD one can be approved. GET the latest imports."));
        }
        if (!plan.planDigest().equals(planDigest)) {
            return Mono.error(Problems.invalid(
                    "planDigest", "must be the digest of the plan that is held: GET the import and look at the plan"));
        }
        var importId = ImportId.forReason(held.importId() + "/approved");
        return ready(held.businessId(), held.order().mode())
                .flatMap(connection -> decided(held).thenReturn(connection))
                .flatMap(connection -> requests.request(
                        importId, held.businessId(), held.order().approving(plan.planDigest())))
                .flatMap(successor -> runs.approved(held, successor).thenReturn(successor));
    }

    /** Nothing; a 409 problem while contacts of the business's own are in the way of its first import. */
    private Mono<Void> decided(ImportRun held) {
        if (held.holdCause() != HoldCause.EXISTING_CONTACTS) {
            return Mono.empty();
        }
        return index.ownContacts(held.businessId())
                .onErrorMap(
                        ContactServiceNotReadyException.class,
                        away -> Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "The contact service cannot be asked now what was decided. Approve the import again in a"
                                        + " minute."))
                .filter(OwnContacts::areInTheWay)
                .flatMap(own -> Mono.error(Problems.conflict(String.join(" ", ExistingContacts.reasons(own))
                        + " The contact service takes the decision: PUT /businesses/{businessId}/first-import with"
                        + " decision ADOPT or CLEAR_FIRST.")));
    }

    /** The business's connection; a 404 or 409 problem when no such import may begin. */
    private Mono<Connection> ready(BusinessId businessId, ImportMode mode) {
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

    private static void requireType(Connection connection, boolean file) {
        if (file != (connection.sourceType() == SourceType.FILE)) {
            throw Problems.conflict(
                    file
                            ? "This connection reads from a server: ask with JSON, or PUT it with source FILE first."
                            : "This connection reads uploaded files: send the zip, with content type application/zip.");
        }
    }
}
