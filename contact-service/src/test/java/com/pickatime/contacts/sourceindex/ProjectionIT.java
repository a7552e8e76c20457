package com.pickatime.contacts.sourceindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A release that derives another field from the same record. */
@Order(Integer.MAX_VALUE)
class ProjectionIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String business = TestImport.freshBusiness();
    private final String database = TestStore.freshDatabaseName();
    private final RosterRecord lisa = TestImport.of(business, 1).student("s1", "Lisa");

    @Test
    void bringsWhatAnEarlierReleaseDerivedOverWithTheNextImport() {
        RunningService.stopShared();
        try (var topic = new RosterTopic()) {
            try (var earlier = service(Projection.CURRENT)) {
                assertThat(differences(earlier, topic, TestImport.of(business, 1), List.of(lisa)))
                        .isZero();
                assertThat(index(earlier)).contains(hash());
            }
            try (var later = service(new Projection(Projection.CURRENT.number() + 1))) {
                assertThat(index(later))
                        .as("another hash, so that an import publishes the entry")
                        .contains("[\"PERSON\",\"s1\",\"")
                        .doesNotContain(hash());
                assertThat(differences(later, topic, TestImport.of(business, 2), List.of()))
                        .as("an import that does not bring it over")
                        .isEqualTo(1);

                var third = TestImport.of(business, 3);
                var again = RosterRecord.newBuilder(lisa)
                        .setImportId(third.importId())
                        .setRevision(third.revision())
                        .build();

                assertThat(differences(later, topic, third, List.of(again))).isZero();
                assertThat(index(later)).contains(hash());
            }
        }
    }

    private RunningService service(Projection projection) {
        return RunningService.startOn(TestStore.one().uri(), database, Map.of(), projection);
    }

    private int differences(RunningService service, RosterTopic topic, TestImport run, List<RosterRecord> published) {
        topic.publishImport(run, published, RosterTopic.byType(List.of(lisa)));
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
        return ImportEventsTopic.completed(run).getDifferences();
    }

    private String index(RunningService service) {
        return String.join(
                "",
                service.stream("/businesses/" + business + "/source-index")
                        .collectList()
                        .blockOptional(LIMIT)
                        .orElseThrow());
    }

    private String hash() {
        return HexFormat.of().formatHex(lisa.getContentHash().bytes());
    }
}
