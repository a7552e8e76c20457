package com.pickatime.imports.run.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.doubles.HttpDouble;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.publish.sourceindex.SourceIndexes;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.Undoing;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.snapshot.KeptSnapshots;
import com.pickatime.imports.source.snapshot.Snapshots;
import com.pickatime.imports.source.upload.Uploaded;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ManualImportsTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private static final BusinessId SERVED = new BusinessId("shelbyville");

    private static final String DIGEST = "00112233445566778899aabbccddeeff";

    private static final PlanSummary SUMMARY =
            new PlanSummary(DIGEST, 1, null, List.of(), new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0), List.of());

    private final HttpDouble contacts =
            HttpDouble.start(exchange -> HttpDouble.answer(exchange, 200, "application/x-ndjson", this.index));
    private volatile String index = "";
    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Keysets keysets = Keysets.generate();
    private final Snapshots snapshots = KeptSnapshots.in(queue.database, keysets, queue.clock);
    private Connections connections;
    private ManualImports imports;

    @BeforeEach
    void active() {
        connections = new Connections(queue.database);
        TestDatabase.createIndexes(connections);
        var configuration = new Configuration(
                "School",
                null,
                new SourceAccess(SourceType.FILE, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                null);
        Queue.get(connections.insert(Connection.of(SPRINGFIELD, configuration, ConnectionState.ACTIVE)));
        var uploads = new Uploaded(queue.database, queue.clock).uploads();
        imports = new ManualImports(
                connections, queue.requests, queue.runs, uploads, SourceIndexes.at(contacts.url()), snapshots);
    }

    @Test
    void importsEverythingWhereChangesAreAskedForAndNothingWasAppliedYet() {
        served();

        var importId = Queue.get(imports.start(SERVED, ImportMode.DELTA));

        assertThat(queue.find(importId).order().mode()).isEqualTo(ImportMode.FULL);
    }

    @Test
    void importsChangesAloneOnceSomethingWasApplied() {
        served();
        queue.request(SERVED, Queue.FULL);
        var applied = queue.claim();
        Queue.run(queue.owned.planning(applied));
        Queue.run(queue.owned.completeUnchanged(applied, new byte[1]));

        var importId = Queue.get(imports.start(SERVED, ImportMode.DELTA));

        assertThat(queue.find(importId).order().mode()).isEqualTo(ImportMode.DELTA);
    }

    @Test
    void importsEverythingWhereChangesAreAskedForAfterAnUndo() {
        served();
        var undo = RunOrder.of(ImportMode.FULL, new Undoing(new ImportId("import-1"), null, null));
        for (var order : List.of(Queue.FULL, undo)) {
            queue.request(SERVED, order);
            var applied = queue.claim();
            Queue.run(queue.owned.planning(applied));
            Queue.run(queue.owned.completeUnchanged(applied, new byte[1]));
        }

        var importId = Queue.get(imports.start(SERVED, ImportMode.DELTA));

        assertThat(queue.find(importId).order().mode()).isEqualTo(ImportMode.FULL);
    }

    @Test
    void refusesToTakeBackWhatNothingIsKeptOf() {
        StepVerifier.create(imports.undo(applied(), ImportMode.FULL, null)).verifyErrorSatisfies(problem -> {
            var refused = (ErrorResponseException) problem;
            assertThat(refused.getStatusCode().value()).isEqualTo(409);
            assertThat(refused.getBody().getDetail()).contains("is not kept", "Take back a later import");
        });
        assertThat(queue.claimIfAny()).isNull();
    }

    /** Its first records may be on the topic before anything more is written of how far it is. */
    @Test
    void takesAnImportThatWasCalledOffAsItBeganToPublishForOneThatChangedSomething() {
        queue.request(SPRINGFIELD, Queue.FULL);
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        Queue.run(queue.owned.planned(run, SUMMARY));
        Queue.run(queue.owned.publishing(run, 1));
        Queue.get(queue.runs.cancel(run.importId(), "somebody"));

        StepVerifier.create(imports.undo(queue.find(run.importId()), ImportMode.FULL, null))
                .verifyErrorSatisfies(problem -> assertThat(
                                ((ErrorResponseException) problem).getBody().getDetail())
                        .contains("is not kept")
                        .doesNotContain("changed nothing"));
    }

    /** What an import did can be taken back also where nothing more is imported. */
    @Test
    void takesBackAnImportOfAPausedConnection(@TempDir Path directory) {
        var applied = applied();
        try (var staging = Staging.open(directory, keysets.keyedHash(), SPRINGFIELD)) {
            staging.plan();
            Queue.run(snapshots.keep(SPRINGFIELD, applied.importId(), applied.revision(), staging, true));
        }
        Queue.get(connections.pause(SPRINGFIELD, PausedBy.OPERATOR));

        var undo = queue.find(Queue.get(imports.undo(applied, ImportMode.DRY_RUN, "school")));

        assertThat(undo.state()).isEqualTo(RunState.REQUESTED);
        assertThat(undo.order().mode()).isEqualTo(ImportMode.DRY_RUN);
        assertThat(undo.order().undoing()).isEqualTo(new Undoing(applied.importId(), null, "school"));
    }

    /** An import that was carried out, of which no roster is kept. */
    private ImportRun applied() {
        queue.request(SPRINGFIELD, Queue.FULL);
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        Queue.run(queue.owned.planned(run, SUMMARY));
        Queue.run(queue.owned.publishing(run, 1));
        var published = new RunProgress(Step.PUBLISHING, List.of(), 1, 1, 0);
        Queue.run(queue.owned.closing(run, new byte[1], new byte[1], published));
        Queue.run(queue.owned.applying(run, published));
        Queue.run(queue.runs.completed(run.importId(), new RunCompletion(false, 1, 0, 0)));
        return queue.find(run.importId());
    }

    @Test
    void refusesChangesAloneOfAFileForItsManifestSaysWhatItIs() {
        StepVerifier.create(imports.start(SPRINGFIELD, ImportMode.DELTA, Flux.empty()))
                .verifyErrorSatisfies(problem -> assertThat(((ErrorResponseException) problem)
                                .getStatusCode()
                                .value())
                        .isEqualTo(400));
    }

    private void served() {
        var configuration = new Configuration(
                "School",
                "2222",
                new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                null);
        Queue.get(connections.insert(Connection.of(SERVED, configuration, ConnectionState.ACTIVE)));
    }

    @Test
    void startsARunThatMayCarryOutThatPlanAlone() {
        var held = held(RunOrder.ofUpload(ImportMode.FULL, "roster.zip"));

        var successor = Queue.get(imports.approve(held, DIGEST));

        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(held.importId()).successor()).isEqualTo(successor);
        assertThat(queue.claim().order().approvedPlan()).isEqualTo(DIGEST);
    }

    @Test
    void readsTheSameFileAgain() {
        Queue.get(imports.approve(held(RunOrder.ofUpload(ImportMode.FULL, "roster.zip")), DIGEST));

        assertThat(queue.claim().order().upload()).isEqualTo("roster.zip");
    }

    @Test
    void startsOneRunHoweverOftenItIsApproved() {
        var held = held(Queue.FULL);

        assertThat(Queue.get(imports.approve(held, DIGEST))).isEqualTo(Queue.get(imports.approve(held, DIGEST)));
        assertThat(queue.runs.latest(SPRINGFIELD, null, "").count().block(TestDatabase.LIMIT))
                .isEqualTo(2);
    }

    @Test
    void saysWhatToDecideFirstWhereContactsAreInTheWay() {
        index = "{\"positions\":{}}\n{\"entries\":0,\"own\":{\"STUDENT\":3}}\n";
        var held = held(Queue.FULL, HoldCause.EXISTING_CONTACTS);

        StepVerifier.create(imports.approve(held, DIGEST))
                .verifyErrorSatisfies(problem -> assertThat(
                                ((ErrorResponseException) problem).getBody().getDetail())
                        .contains("3 students", "Decide once", "/first-import", "ADOPT or CLEAR_FIRST"));
        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.HELD);
    }

    @Test
    void startsARunOnceThatIsDecided() {
        index = "{\"positions\":{}}\n{\"entries\":0,\"own\":{\"STUDENT\":3},\"firstImport\":\"ADOPT\"}\n";
        var held = held(Queue.FULL, HoldCause.EXISTING_CONTACTS);

        Queue.get(imports.approve(held, DIGEST));

        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.SUPERSEDED);
    }

    @Test
    void doesNotGuessWhatWasDecidedWhileTheContactServiceIsAway() {
        var held = held(Queue.FULL, HoldCause.EXISTING_CONTACTS);
        contacts.close();

        refuses(503, held, DIGEST);
    }

    @Test
    void refusesAnotherDigest() {
        refuses(400, held(Queue.FULL), "ff".repeat(16));
        refuses(400, Queue.get(queue.runs.latest(SPRINGFIELD, null, "").next()), null);
    }

    @Test
    void refusesWhatIsNotHeld() {
        var importId = queue.request(SPRINGFIELD, Queue.FULL);

        refuses(409, queue.find(importId), DIGEST);
    }

    @Test
    void refusesWhileTheConnectionIsPaused() {
        var held = held(Queue.FULL);
        Queue.get(connections.pause(SPRINGFIELD, PausedBy.OPERATOR));

        refuses(409, held, DIGEST);
        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.HELD);
    }

    @AfterEach
    void stop() {
        contacts.close();
    }

    private void refuses(int status, ImportRun run, @Nullable String digest) {
        StepVerifier.create(imports.approve(run, digest))
                .verifyErrorSatisfies(problem -> assertThat(((ErrorResponseException) problem)
                                .getStatusCode()
                                .value())
                        .isEqualTo(status));
    }

    private ImportRun held(RunOrder order) {
        return held(order, HoldCause.BRAKE);
    }

    private ImportRun held(RunOrder order, HoldCause cause) {
        queue.request(SPRINGFIELD, order);
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        Queue.run(queue.owned.planned(run, SUMMARY));
        Queue.run(queue.owned.hold(run, cause, List.of("too many")));
        return queue.find(run.importId());
    }
}
