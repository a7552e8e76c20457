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
import com.pickatime.imports.run.Undoing;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.snapshot.Snapshots;
import com.pickatime.imports.source.snapshot.Snapshots.Snapshot;
import com.pickatime.imports.source.upload.Uploads;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.web.Problems;
import java.util.Optional;
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
    private final Snapshots snapshots;

    ManualImports(
            Connections connections,
            ImportRequests requests,
            ImportRuns runs,
            Uploads uploads,
            SourceIndex index,
            Snapshots snapshots) {
        this.connections = connections;
        this.requests = requests;
        this.runs = runs;
        this.uploads = uploads;
        this.index = index;
        this.snapshots = snapshots;
    }

    /** Imports from where the connection says, and gives the run's id; everything where there is nothing to change yet. */
    Mono<ImportId> start(BusinessId businessId, ImportMode mode) {
        return ready(businessId, mode)
                .doOnNext(connection -> requireType(connection, false))
                .flatMap(connection -> possible(businessId, mode))
                .flatMap(possible -> requests.request(businessId, RunOrder.of(possible, ImportTrigger.MANUAL)));
    }

    private Mono<ImportMode> possible(BusinessId businessId, ImportMode mode) {
        return mode == ImportMode.DELTA
                ? runs.lastApplied(businessId).map(begun -> mode).defaultIfEmpty(ImportMode.FULL)
                : Mono.just(mode);
    }

    /** Imports the zip file that is sent, and gives the run's id. */
    Mono<ImportId> start(BusinessId businessId, ImportMode mode, Flux<DataBuffer> zip) {
        if (mode == ImportMode.DELTA) {
            return Mono.error(
                    Problems.invalid(
                            "mode",
                            "must be FULL or DRY_RUN for files: manifest.csv says which of them have changes only, with delta"));
        }
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
        return (held.order().undoing() == null
                        ? ready(held.businessId(), held.order().mode())
                        : connected(held.businessId()))
                .flatMap(connection -> decided(held).thenReturn(connection))
                .flatMap(connection -> requests.request(
                        importId, held.businessId(), held.order().approving(plan.planDigest())))
                .flatMap(successor -> runs.approved(held, successor).thenReturn(successor));
    }

    /**
     * Puts the roster back as it was before an import, and gives the id of the run that does it.
     *
     * @param school source ID of the one organisation whose part is put back; null for all
     */
    Mono<ImportId> undo(ImportRun undone, ImportMode mode, @Nullable String school) {
        if (undone.plan() == null || undone.revision() == 0 || undone.progress().toPublish() == 0) {
            return Mono.error(Problems.conflict("This import is " + undone.state()
                    + " and changed nothing, so there is nothing to take back. GET the latest imports."));
        }
        return connected(undone.businessId())
                .then(Mono.defer(() -> before(undone)))
                .flatMap(snapshot -> requests.request(
                        undone.businessId(),
                        RunOrder.of(mode, new Undoing(undone.importId(), snapshot.orElse(null), school))));
    }

    /** The import whose result the roster was before this one; nothing in it where there was no roster. */
    private Mono<Optional<ImportId>> before(ImportRun undone) {
        return snapshots
                .before(undone.businessId(), undone.revision())
                .concatMap(snapshot -> runs.find(snapshot.importId()), 1)
                .filter(run -> run.state() == RunState.COMPLETED)
                .next()
                .map(run -> Optional.of(run.importId()))
                .switchIfEmpty(Mono.defer(() ->
                        snapshots.of(undone.importId()).filter(Snapshot::first).map(first -> Optional.empty())))
                .switchIfEmpty(Mono.error(() -> Problems.conflict(
                        "What the roster was before this import is not kept, or not any more, so it cannot be put back. Take"
                                + " back a later import, or import the roster as it is now.")));
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
    Mono<Connection> ready(BusinessId businessId, ImportMode mode) {
        return connected(businessId).doOnNext(connection -> requireReady(connection, mode));
    }

    /** The business's connection, also of one that is paused: what an import did can be taken back all the same. */
    private Mono<Connection> connected(BusinessId businessId) {
        return connections.find(businessId).switchIfEmpty(Mono.error(() -> ConnectionProblems.none(businessId)));
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
