package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.store.ImportsSettings;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@ServiceTest
class RunWorkerIT {

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private ContactsDouble contacts;

    @Autowired
    private RunWorker worker;

    @Autowired
    private ImportsSettings settings;

    @Autowired
    private MongoDatabase database;

    @Autowired
    private Connections connections;

    @Autowired
    private ImportRequests requests;

    @Autowired
    private ImportRuns runs;

    @Test
    void callsARunOffThatWaitedWhileItsConnectionWasPausedAndTellsNobodyOfAFailure() {
        var operator = new Operator(web);
        classLink.add(new District("7302", 2));
        operator.connect("resting", "7302");
        operator.first("resting");
        connections.pause(new BusinessId("resting"), PausedBy.OPERATOR).block(ContactsDouble.SOON);

        var importId = requests.request(
                        new BusinessId("resting"), RunOrder.of(ImportMode.FULL, ImportTrigger.NOTIFICATION))
                .block(ContactsDouble.SOON);

        var calledOff =
                operator.finished("resting", Objects.requireNonNull(importId).value());
        assertThat(calledOff.path("state").asString()).isEqualTo("CANCELLED");
        assertThat(calledOff.path("failure").path("code").asString()).isEqualTo("CONNECTION_PAUSED");
        assertThat(calledOff.path("failure").path("message").asString()).contains("Set its state to ACTIVE");
        assertThat(runs.unannounced().collectList().block(ContactsDouble.SOON)).isEmpty();
    }

    @Test
    void leavesARunHalfDoneAndTakesItUpAgainAfterARestart() {
        var operator = new Operator(web);
        classLink.add(new District("7301", 2));
        operator.connect("restarted", "7301");
        operator.first("restarted");
        contacts.away(true);
        var importId = operator.start("restarted", "FULL");
        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.get("restarted", importId)
                        .path("state")
                        .asString()
                        .equals("PLANNING"));

        long begun = System.nanoTime();
        worker.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(worker.isRunning()).isFalse();
        // any instance may take it at once: the three seconds of its lease need not pass
        assertThat(Mono.from(database.getCollection("import_runs")
                                .find(Filters.eq("_id", importId))
                                .first())
                        .map(run -> run.get("lease", Document.class)
                                .getDate("until")
                                .getTime())
                        .block(ContactsDouble.SOON))
                .isEqualTo(0L);
        assertThat(operator.get("restarted", importId).path("state").asString()).isEqualTo("PLANNING");
        contacts.away(false);
        worker.start();

        assertThat(operator.finished("restarted", importId).path("state").asString())
                .isEqualTo("SUPERSEDED");
        var successor = operator.get("restarted", importId).path("successor").asString();
        assertThat(operator.finished("restarted", successor).path("state").asString())
                .isEqualTo("COMPLETED");
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(stagingAreas()).isEmpty());
    }

    /** Of this instance and of any other whose context is still there. */
    private List<Path> stagingAreas() throws IOException {
        try (var files = Files.walk(settings.staging(), 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("staging-"))
                    .toList();
        }
    }
}
