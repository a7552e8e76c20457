package com.pickatime.conferences.slots;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.slots.Slot.Kind;
import com.pickatime.conferences.slots.Slot.Options;
import com.pickatime.conferences.slots.Slot.Visibility;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotPlanTest {

    private static final Conference CONFERENCE = new Conference(
            "c",
            new BusinessId("oak"),
            new Conference.Settings(
                    "Spring",
                    ZoneId.of("America/New_York"),
                    "",
                    "",
                    Conference.Rules.USUAL,
                    List.of(),
                    Conference.Notifications.USUAL),
            Instant.EPOCH);
    private static final ContactId TEACHER = new ContactId("t");
    private static final Options OPTIONS = new Options(Kind.EITHER, Visibility.VISIBLE, "", 2);
    private static final LocalDate CLOCK_GOES_FORWARD = LocalDate.of(2027, 3, 14);
    private static final LocalDate CLOCK_GOES_BACK = LocalDate.of(2026, 11, 1);

    private static SlotPlan plan(LocalDate day, String from, String to, int minutes, int pause) {
        return new SlotPlan(
                List.of(day),
                List.of(TEACHER),
                LocalTime.parse(from),
                LocalTime.parse(to),
                Duration.ofMinutes(minutes),
                Duration.ofMinutes(pause),
                OPTIONS);
    }

    @Test
    void putsOneAfterTheOtherAndNoneThatEndsTooLate() {
        var slots = plan(LocalDate.of(2026, 10, 13), "15:00", "16:10", 15, 5)
                .slots(CONFERENCE)
                .toList();

        assertThat(slots).extracting(Slot::from).map(LocalTime::toString).containsExactly("15:00", "15:20", "15:40");
        assertThat(slots).extracting(Slot::to).map(LocalTime::toString).containsExactly("15:15", "15:35", "15:55");
        assertThat(slots.get(0).start()).isEqualTo("2026-10-13T19:00:00Z");
        assertThat(slots.get(0).end()).isEqualTo("2026-10-13T19:15:00Z");
    }

    @Test
    void goesUpToTheLastMinuteOfTheDayAndNoFurther() {
        assertThat(plan(LocalDate.of(2026, 10, 13), "23:00", "23:59", 30, 0).slots(CONFERENCE))
                .extracting(Slot::from)
                .map(LocalTime::toString)
                .containsExactly("23:00");
    }

    @Test
    void leavesOutTheHourThatIsNotThere() {
        assertThat(plan(CLOCK_GOES_FORWARD, "01:00", "04:00", 30, 0).slots(CONFERENCE))
                .extracting(Slot::from)
                .map(LocalTime::toString)
                .containsExactly("01:00", "01:30", "03:00", "03:30");
    }

    @Test
    void lastsAsLongAsItSaysWhereTheClockGoesBack() {
        var slots =
                plan(CLOCK_GOES_BACK, "00:30", "03:00", 60, 0).slots(CONFERENCE).toList();

        assertThat(slots)
                .allSatisfy(slot ->
                        assertThat(Duration.between(slot.start(), slot.end())).isEqualTo(Duration.ofHours(1)));
        assertThat(slots.get(1).start()).as("01:30 summer time").isEqualTo("2026-11-01T05:30:00Z");
    }

    @Test
    void keepsTheLocalTimeWhenItIsCopiedBehindTheChangeOfTheClock() {
        var before = SlotPlan.slot(
                CONFERENCE, TEACHER, LocalDate.of(2027, 3, 12), LocalTime.of(15, 0), LocalTime.of(15, 15), OPTIONS);
        var after = SlotPlan.slot(CONFERENCE, TEACHER, LocalDate.of(2027, 3, 15), before.from(), before.to(), OPTIONS);

        assertThat(before.start()).isEqualTo("2027-03-12T20:00:00Z");
        assertThat(after.start()).isEqualTo("2027-03-15T19:00:00Z");
    }

    @Test
    void hasTheSameIdsEachTime() {
        var plan = plan(LocalDate.of(2026, 10, 13), "15:00", "17:00", 15, 0);

        assertThat(plan.slots(CONFERENCE).map(Slot::id))
                .containsExactlyElementsOf(plan.slots(CONFERENCE).map(Slot::id).toList())
                .doesNotHaveDuplicates();
    }
}
