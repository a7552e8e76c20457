package com.pickatime.notifications.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.AppointmentNews.Meeting;
import com.pickatime.notifications.news.AppointmentNews.Occasion;
import com.pickatime.notifications.news.AppointmentNews.Reader;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatestNewsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-10-20T14:03:07.123Z");

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void knowsTheLatestInWhateverOrderAndHoweverOftenItComes(MongoDatabase database) {
        var latest = new LatestNews(database);
        var booked = news(Occasion.CONFIRMED, 0, 0);
        var moved = news(Occasion.MOVED, 1, 5);
        var cancelled = news(Occasion.CANCELLED, 1, 9);
        var reminder = news(Occasion.REMINDER, 1, 7);

        assertThat(isOvertaken(latest, booked)).as("nothing is known").isFalse();
        learn(latest, booked);
        learn(latest, booked);
        assertThat(isOvertaken(latest, booked)).as("itself").isFalse();
        learn(latest, moved);
        learn(latest, booked);
        assertThat(isOvertaken(latest, booked)).isTrue();
        assertThat(isOvertaken(latest, moved)).isFalse();
        assertThat(isOvertaken(latest, reminder)).isFalse();
        learn(latest, cancelled);
        learn(latest, moved);
        learn(latest, news(Occasion.REMINDER, 8, 99));
        assertThat(isOvertaken(latest, moved)).isTrue();
        assertThat(isOvertaken(latest, cancelled)).isFalse();
    }

    private static void learn(LatestNews latest, AppointmentNews news) {
        latest.learn(news).block(LIMIT);
    }

    private static boolean isOvertaken(LatestNews latest, AppointmentNews news) {
        return Objects.requireNonNull(latest.isOvertaken(news).block(LIMIT));
    }

    private static AppointmentNews news(Occasion occasion, int sequence, long seconds) {
        return new AppointmentNews(
                occasion,
                Reader.PARENT,
                AT.plusSeconds(seconds),
                "a1",
                "a1",
                sequence,
                "c1",
                "Fall",
                "UTC",
                "",
                AT.plus(Duration.ofDays(9)),
                AT.plus(Duration.ofDays(9)),
                Meeting.UNTOLD,
                new ContactId("t"),
                new ContactId("p"),
                new ContactId("s"),
                "",
                "en");
    }
}
