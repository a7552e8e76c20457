package com.pickatime.imports.run.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.Lease;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunState;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What becomes of runs whose instance died: their documents are all that is left of it. */
@ServiceTest
class RecoveryIT {

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private ContactsDouble contacts;

    @Autowired
    private ImportRuns runs;

    @Test
    void finishesWhatADeadInstanceBeganToPublish() {
        var operator = new Operator(web);
        var district = new District("7201", 4);
        classLink.add(district);
        operator.connect("orphaned", "7201");
        operator.first("orphaned");
        district.add("users", District.user("new-one", "student", "New"));

        var orphan = insert(
                "orphaned", RunState.PUBLISHING, new Lease("dead", Instant.now().minusSeconds(1)));
        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.get("orphaned", orphan)
                        .path("state")
                        .asString()
                        .equals("SUPERSEDED"));

        var successor = operator.get("orphaned", orphan).path("successor").asString();
        var recovered = operator.finished("orphaned", successor);
        assertThat(recovered.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(recovered.path("trigger").asString()).isEqualTo("RECOVERY");
        assertThat(contacts.stored("orphaned")).containsKey("PERSON\",\"new-one");
        assertThat(contacts.records(orphan)).isEmpty();
    }

    @Test
    void leavesARunAloneThatOnlyWaitsToBeConfirmed() {
        var operator = new Operator(web);
        classLink.add(new District("7202", 1));
        operator.connect("applying", "7202");
        operator.first("applying");

        var applying = insert("applying", RunState.APPLYING, null);
        var waiting = operator.start("applying", "FULL");
        await().during(Duration.ofSeconds(2))
                .until(() -> operator.get("applying", waiting)
                        .path("state")
                        .asString()
                        .equals("REQUESTED"));

        assertThat(operator.get("applying", applying).path("state").asString()).isEqualTo("APPLYING");
    }

    private String insert(String businessId, RunState state, @Nullable Lease lease) {
        var business = new BusinessId(businessId);
        var importId = ImportId.fresh();
        var now = Instant.now();
        var run = new ImportRun(
                importId,
                business,
                Queue.FULL,
                state,
                2,
                Slot.running(business),
                now,
                now,
                null,
                lease,
                RunProgress.NONE,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                true);
        runs.insert(run).block(ContactsDouble.SOON);
        return importId.value();
    }
}
