package com.pickatime.imports.connection.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.events.NotificationKind;
import com.pickatime.imports.connection.classlink.ClassLinks;
import com.pickatime.imports.connection.notification.KafkaNotifications;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClassLinkPollTest {

    private final MovableClock clock = new MovableClock();
    private final ClassLinkDouble classLink = new ClassLinkDouble();
    private final Broker broker = new Broker();
    private final District district = new District("2222", 1);
    private ClassLinkPoll poll;

    @BeforeEach
    void neverPolled() {
        classLink.add(district);
        poll = poll("partner-key");
    }

    @AfterEach
    void close() {
        classLink.close();
    }

    @Test
    void tellsADistrictOnce() {
        poll();
        poll();

        assertThat(broker.written(ClassLinkNotification.class)).singleElement().satisfies(told -> {
            assertThat(told.getTenantId()).isEqualTo("2222");
            assertThat(told.getKind()).isEqualTo(NotificationKind.APPLICATION_ADDED);
        });
    }

    @Test
    void tellsEachChange() {
        poll();
        district.enabled = false;
        poll();
        district.enabled = true;
        poll();
        district.status = "Suspended";
        poll();

        assertThat(broker.written(ClassLinkNotification.class))
                .extracting(ClassLinkNotification::getKind)
                .containsExactly(
                        NotificationKind.APPLICATION_ADDED,
                        NotificationKind.APPLICATION_DISABLED,
                        NotificationKind.APPLICATION_ENABLED,
                        NotificationKind.TENANT_STATUS_CHANGED);
        assertThat(broker.written(ClassLinkNotification.class))
                .extracting(ClassLinkNotification::getNotificationId)
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsAgainWhatTheBrokerDidNotTake() {
        broker.failNext();
        poll();
        assertThat(broker.written(ClassLinkNotification.class)).isEmpty();
        poll();

        assertThat(broker.written(ClassLinkNotification.class))
                .extracting(ClassLinkNotification::getNotificationId)
                .containsExactly("poll/2222/1");
    }

    @Test
    void keepsNoDistrictWaitingForOneThatCannotBeTold() {
        classLink.add(new District("3333", 1));
        broker.failNext();
        poll();

        assertThat(broker.written(ClassLinkNotification.class)).hasSize(1);
    }

    @Test
    void looksAnewEachTimeItsOneMonoIsSubscribedTo() {
        var scheduled = poll.poll();
        scheduled.block(TestDatabase.LIMIT);
        district.enabled = false;
        clock.advance(Duration.ofHours(1));
        scheduled.block(TestDatabase.LIMIT);

        assertThat(broker.written(ClassLinkNotification.class)).hasSize(2);
    }

    @Test
    void learnsNothingFromAFailure() {
        poll();
        classLink.down(true);
        assertThatException().isThrownBy(this::poll);
        classLink.down(false);
        poll();

        assertThat(broker.written(ClassLinkNotification.class)).hasSize(1);
    }

    @Test
    void asksNobodyWithoutAPartnerKey() {
        poll("").poll().block(TestDatabase.LIMIT);

        assertThat(broker.written(ClassLinkNotification.class)).isEmpty();
    }

    private void poll() {
        poll.poll().block(TestDatabase.LIMIT);
    }

    private ClassLinkPoll poll(String partnerKey) {
        var database = TestDatabases.embedded();
        var settings = new PollSettings(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(10));
        return new ClassLinkPoll(
                ClassLinks.at(classLink.url(), partnerKey, clock),
                new Tenants(database),
                new KafkaNotifications(broker.events(), clock),
                new PollLease(database, settings, new InstanceId(), clock));
    }
}
