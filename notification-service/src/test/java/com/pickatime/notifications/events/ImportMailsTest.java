package com.pickatime.notifications.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportSource;
import com.pickatime.events.RosterDigestValue;
import com.pickatime.notifications.news.ActivatedNews;
import com.pickatime.notifications.news.CompletedNews;
import com.pickatime.notifications.news.CompletedNews.Difference;
import com.pickatime.notifications.news.CompletedNews.RosterSize;
import com.pickatime.notifications.news.CompletedNews.TypeCounts;
import com.pickatime.notifications.news.FailedNews;
import com.pickatime.notifications.news.HeldNews;
import com.pickatime.notifications.news.HeldNews.Cause;
import com.pickatime.notifications.news.News;
import com.pickatime.notifications.news.RosterOrigin;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportMailsTest {

    private final LifecycleEvents events =
            new LifecycleEvents("b1", Keysets.generate().fieldCipher());

    @Test
    void announcesAnActivation() {
        assertThat(ImportMails.in(events.activated("a@example.org"))).hasValueSatisfying(mail -> {
            assertThat(mail.id()).hasToString("b1@" + LifecycleEvents.OCCURRED.toEpochMilli() + "/import-activated");
            assertThat(mail.businessId()).isEqualTo(new BusinessId("b1"));
            assertThat(mail.occurredAt()).isEqualTo(LifecycleEvents.OCCURRED);
            assertThat(mail.news()).isEqualTo(new ActivatedNews(RosterOrigin.CLASSLINK));
        });
    }

    @Test
    void announcesACompletionWithAllItsFigures() {
        assertThat(newsIn(events.completed("i1")))
                .isEqualTo(new CompletedNews(
                        new ImportId("i1"),
                        "Full import",
                        false,
                        LifecycleEvents.STARTED,
                        LifecycleEvents.OCCURRED,
                        new RosterSize(1_000, 100, 119, 60, 118, 7, 2, 3),
                        List.of(new TypeCounts("People", 1_200, 20, 3, 4, 5)),
                        0,
                        List.of("Parents have no e-mail address. How many: 1."),
                        true,
                        List.of(),
                        RosterOrigin.CLASSLINK,
                        9,
                        true));
    }

    @Test
    void announcesThatNothingChanged() {
        assertThat(newsIn(events.unchanged("i1")))
                .isInstanceOfSatisfying(
                        CompletedNews.class,
                        news -> assertThat(news.unchanged()).isTrue());
    }

    @Test
    void announcesTheTypesThatDifferInNumberOrContent() {
        assertThat(newsIn(events.completedWithDifferences("i1"))).isInstanceOfSatisfying(CompletedNews.class, news -> {
            assertThat(news.differences())
                    .containsExactly(new Difference("People", 3, 2), new Difference("Classes", 5, 5));
            assertThat(news.notApplied()).isEqualTo(2);
        });
    }

    @Test
    void announcesAHeldAndAFailedImport() {
        assertThat(newsIn(events.held("i1")))
                .isEqualTo(new HeldNews(
                        new ImportId("i1"),
                        List.of("Every student would be removed."),
                        RosterOrigin.CLASSLINK,
                        Cause.BRAKE));
        assertThat(newsIn(events.failed("i1")))
                .isEqualTo(new FailedNews(
                        new ImportId("i1"),
                        "CLASSLINK_REFUSED",
                        "ClassLink refused the connection.",
                        RosterOrigin.CLASSLINK));
    }

    @ParameterizedTest
    @CsvSource({
        "EXISTING_CONTACTS, EXISTING_CONTACTS",
        "REKEY, OTHER_SOURCE_IDS",
        "UNDONE, UNDONE",
        "BRAKE, BRAKE",
        "UNKNOWN, BRAKE"
    })
    void tellsAnImportThatWaitsForADecisionFromOneThatTheBrakeStopped(HoldCause told, Cause cause) {
        var held = new ImportHeld(new RosterDigestValue(new byte[16]), List.of("Decide."), ImportSource.FILE, told);

        assertThat(newsIn(new ImportEvent("e1", "b1", "i1", LifecycleEvents.OCCURRED, held)))
                .isEqualTo(new HeldNews(new ImportId("i1"), List.of("Decide."), RosterOrigin.FILE, cause));
    }

    @Test
    void announcesAFailureOfTheConnectionItself() {
        assertThat(newsIn(events.failed(null)))
                .isInstanceOfSatisfying(
                        FailedNews.class, news -> assertThat(news.importId()).isNull());
    }

    @Test
    void keepsToItselfWhatAdministratorsNeedNotKnow() {
        assertThat(ImportMails.in(events.published("i1"))).isEmpty();
        assertThat(ImportMails.in(events.administratorsChanged(LifecycleEvents.OCCURRED, "a@example.org")))
                .isEmpty();
    }

    @Test
    void refusesAnImportEventThatNamesNoImport() {
        var nameless = new ImportEvent(
                "e1",
                "b1",
                null,
                LifecycleEvents.OCCURRED,
                new ImportHeld(
                        new RosterDigestValue(new byte[16]), List.of(), ImportSource.UNKNOWN, HoldCause.UNKNOWN));

        assertThatThrownBy(() -> ImportMails.in(nameless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e1");
    }

    private static News newsIn(ImportEvent event) {
        return ImportMails.in(event).orElseThrow().news();
    }
}
