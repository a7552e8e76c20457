package com.pickatime.imports.connection.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.NotificationKind;
import com.pickatime.events.NotificationOrigin;
import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.doubles.TopicReader;
import com.pickatime.imports.doubles.TopicWriter;
import com.pickatime.schemas.topics.Topics;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@ServiceTest
class OnboardingIT {

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private ClassLinkPoll poll;

    @Autowired
    private ReviewTenant reviewTenant;

    @Autowired
    private TopicReader<ImportEvent> events;

    private Operator operator;

    @BeforeEach
    void operator() {
        operator = new Operator(web);
    }

    @Test
    void onboardsADistrictThatThePollFinds() {
        classLink.add(new District("9101", 3));

        poll.poll().block(ContactsDouble.SOON);

        assertThat(operator.first("classlink-9101").path("state").asString()).isEqualTo("COMPLETED");
        assertThat(events.values())
                .filteredOn(event -> event.getBusinessId().equals("classlink-9101"))
                .filteredOn(event -> event.getEvent() instanceof ImportActivated)
                .hasSize(1);
    }

    @Test
    void importsAKnownDistrictThatSomebodySaysHasChanged() {
        classLink.add(new District("9102", 3));
        notify("9102");
        operator.first("classlink-9102");

        notify("9102");

        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.latest("classlink-9102").size() == 2);
        assertThat(operator.latest("classlink-9102").get(0).path("trigger").asString())
                .isEqualTo("NOTIFICATION");
    }

    @Test
    void asksForOneImportThoughThePollFindsAgainWhatANotificationSaidFirst() {
        classLink.add(new District("9107", 3));
        notify("9107");
        operator.first("classlink-9107");

        reviewTenant.execute("9107", false).block(ContactsDouble.SOON);

        assertThat(operator.latest("classlink-9107").size()).isEqualTo(1);
    }

    @Test
    void pausesADistrictThatWasSwitchedOffAndRemovesNothing() {
        var district = new District("9103", 3);
        classLink.add(district);
        notify("9103");
        operator.first("classlink-9103");

        district.enabled = false;
        poll.poll().block(ContactsDouble.SOON);
        await().atMost(ContactsDouble.SOON).until(() -> state("classlink-9103").equals("PAUSED"));
        assertThat(operator.latest("classlink-9103")).hasSize(1);

        district.enabled = true;
        poll.poll().block(ContactsDouble.SOON);
        await().atMost(ContactsDouble.SOON).until(() -> state("classlink-9103").equals("ACTIVE"));
        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.latest("classlink-9103").size() == 2);
    }

    @Test
    void learnsNothingFromAListItCannotRead() {
        classLink.add(new District("9104", 3));
        notify("9104");
        operator.first("classlink-9104");
        classLink.down(true);
        try {
            assertThatException().isThrownBy(() -> poll.poll().block(ContactsDouble.SOON));
        } finally {
            classLink.down(false);
        }

        assertThat(state("classlink-9104")).isEqualTo("ACTIVE");
    }

    @Test
    void knowsNothingOfATenantThatClassLinkDoesNotList() {
        notify("9199");
        classLink.add(new District("9105", 1));
        notify("9105");
        operator.first("classlink-9105");

        web.get().uri("/connections/classlink-9199").exchange().expectStatus().isNotFound();
    }

    private String state(String businessId) {
        var body = web.get()
                .uri("/connections/{b}", businessId)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body).path("state").asString();
    }

    private static void notify(String tenantId) {
        try (var writer = new TopicWriter<ClassLinkNotification>(Topics.CLASSLINK_NOTIFICATIONS)) {
            writer.write(
                    tenantId,
                    new ClassLinkNotification(
                            UUID.randomUUID().toString(),
                            tenantId,
                            NotificationKind.ROSTER_CHANGED,
                            NotificationOrigin.WEBHOOK,
                            Instant.now()));
        }
    }
}
