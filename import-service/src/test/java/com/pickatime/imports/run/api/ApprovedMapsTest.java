package com.pickatime.imports.run.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.doubles.HttpDouble;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.plan.staging.result.ChangedIds.Pair;
import com.pickatime.imports.plan.staging.result.ChangedIds.Rule;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.publish.sourceindex.SourceIndexes;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.SourceIdMaps;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.snapshot.KeptSnapshots;
import com.pickatime.imports.source.upload.Uploaded;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ApprovedMapsTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");
    private static final int PAIRS = 1_001;

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final HttpDouble contacts = HttpDouble.start(this::answer);
    private volatile int status = 202;
    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final SourceIdMaps maps = new SourceIdMaps(queue.database, Queue.SETTINGS, TestKeys.cipher());
    private ApprovedMaps approved;

    @BeforeEach
    void active() {
        var connections = new Connections(queue.database);
        TestDatabase.createIndexes(connections);
        var configuration = new Configuration(
                "School",
                null,
                new SourceAccess(SourceType.FILE, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                null);
        Queue.get(connections.insert(Connection.of(SPRINGFIELD, configuration, ConnectionState.ACTIVE)));
        var imports = new ManualImports(
                connections,
                queue.requests,
                queue.runs,
                new Uploaded(queue.database, queue.clock).uploads(),
                SourceIndexes.at(contacts.url()),
                KeptSnapshots.in(queue.database, Keysets.generate(), queue.clock));
        approved = new ApprovedMaps(maps, SourceIndexes.mover(contacts.url()), imports, queue.requests, queue.runs);
    }

    @AfterEach
    void stop() {
        contacts.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        sent.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + '\n' + body);
        HttpDouble.answer(exchange, status, "application/json", "{}");
    }

    @Test
    void sendTheMapAndStartARunThatReadsTheRosterAnew() {
        var held = held(HoldCause.REKEY);

        var successor = Queue.get(approved.approve(held, digest(held), "marge"));

        var lines = sent.get(0).split("\r?\n");
        assertThat(lines[0])
                .isEqualTo("POST /businesses/springfield/source-id-moves?key=" + held.importId() + "&approvedBy=marge");
        assertThat(lines).hasSize(PAIRS + 2).contains("old,new", "old-0,new-0", "old-1000,new-1000");
        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(held.importId()).successor()).isEqualTo(successor);
        var order = queue.claim().order();
        assertThat(order.upload()).isEqualTo("roster.zip");
        assertThat(order.movedFor()).isEqualTo(held.importId().value());
        assertThat(order.approvedPlan()).isNull();
    }

    @Test
    void startOneRunHoweverOftenTheyAreApproved() {
        var held = held(HoldCause.REKEY);
        var digest = digest(held);

        var first = Queue.get(approved.approve(held, digest, "marge"));

        assertThat(Queue.get(approved.approve(held, digest, "marge"))).isEqualTo(first);
        assertThat(Queue.get(approved.approve(queue.find(held.importId()), digest, "homer")))
                .isEqualTo(first);
        assertThat(queue.runs.latest(SPRINGFIELD, null, "").count().block(TestDatabase.LIMIT))
                .isEqualTo(2);
    }

    @Test
    void areSentNowhereByAnotherDigestOrOfAnotherHold() {
        var held = held(HoldCause.REKEY);
        refuses(400, held, "ff".repeat(16));
        refuses(400, held, null);
        refuses(409, held(HoldCause.BRAKE), digest(held));

        assertThat(sent).isEmpty();
    }

    @Test
    void waitWhileTheContactServiceIsAwayOrBusy() {
        var held = held(HoldCause.REKEY);
        status = 503;
        refuses(503, held, digest(held));
        status = 409;
        refuses(409, held, digest(held));

        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.HELD);
        assertThat(queue.claimIfAny()).isNull();
    }

    @Test
    void standSealedInTheStoreAndKeepTheirOrder() {
        var held = held(HoldCause.REKEY);

        var pairs =
                Queue.get(maps.pairs(SPRINGFIELD, held.importId(), 498).take(5).collectList());

        assertThat(pairs)
                .extracting(Pair::newSourceId)
                .containsExactly("new-498", "new-499", "new-500", "new-501", "new-502");
        var stored = Queue.get(Mono.from(
                queue.database.getCollection("source_id_map_chunks").find().first()));
        assertThat(stored.toJson()).doesNotContain("old-", "new-");
    }

    private String digest(ImportRun held) {
        return Queue.get(maps.find(held.importId())).digest();
    }

    private void refuses(int expected, ImportRun run, @Nullable String digest) {
        StepVerifier.create(approved.approve(run, digest, "marge"))
                .verifyErrorSatisfies(problem -> assertThat(((ErrorResponseException) problem)
                                .getStatusCode()
                                .value())
                        .isEqualTo(expected));
    }

    private ImportRun held(HoldCause cause) {
        queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "roster.zip"));
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        Queue.run(queue.owned.planned(
                run,
                new PlanSummary(
                        "00".repeat(16), 1, null, List.of(), new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0), List.of())));
        Queue.run(maps.keep(
                run,
                PAIRS,
                from -> Mono.just(LongStream.range(from, Math.min(from + SourceIdMaps.CHUNK, PAIRS))
                        .mapToObj(i -> new Pair("old-" + i, "new-" + i, Rule.IDENTIFIER))
                        .toList())));
        Queue.run(queue.owned.hold(run, cause, List.of("others")));
        return queue.find(run.importId());
    }
}
