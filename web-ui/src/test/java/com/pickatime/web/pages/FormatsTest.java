package com.pickatime.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Businesses.Display;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final Instant EVENING = Instant.parse("2026-11-30T04:05:00Z");
    private static final Instant MORNING = Instant.parse("2026-11-30T15:05:00Z");
    private static final Business USUAL = business(Display.USUAL);
    private static final Business OTHER = business(new Display("LAST_FIRST", "DMY", "TWENTY_FOUR_HOUR"));

    private final Formats formats = new Formats();

    private static Business business(Display display) {
        return new Business("Oak", ZoneId.of("America/Chicago"), display);
    }

    @Test
    void showMomentsAtTheBusinesssPlaceAsItWantsThem() {
        assertThat(formats.moment(EVENING, USUAL, Locale.US)).isEqualTo("11/29/2026, 10:05 PM");
        assertThat(formats.moment(EVENING, OTHER, Locale.US)).isEqualTo("29/11/2026, 22:05");
        assertThat(formats.moment(MORNING, USUAL, Locale.US)).isEqualTo("11/30/2026, 9:05 AM");
        assertThat(formats.moment(MORNING, OTHER, Locale.US)).isEqualTo("30/11/2026, 09:05");
        assertThat(formats.moment(null, OTHER, Locale.US)).isEmpty();
    }

    @Test
    void showDatesAsTheBusinessWantsThem() {
        var date = LocalDate.of(2014, 4, 23);

        assertThat(formats.date(date, USUAL)).isEqualTo("04/23/2014");
        assertThat(formats.date(date, OTHER)).isEqualTo("23/04/2014");
    }

    @Test
    void callPeopleAsTheBusinessWantsIt() {
        assertThat(formats.name("Augusta", "Lovelace", "Ada", USUAL)).isEqualTo("Ada Lovelace");
        assertThat(formats.name("Augusta", "Lovelace", "Ada", OTHER)).isEqualTo("Lovelace, Ada");
        assertThat(formats.name("Augusta", "Lovelace", " ", OTHER)).isEqualTo("Lovelace, Augusta");
        assertThat(formats.name(null, "Lovelace", null, OTHER)).isEqualTo("Lovelace");
        assertThat(formats.name("Madonna", "", null, OTHER)).isEqualTo("Madonna");
        assertThat(formats.name(null, null, null, OTHER)).isEmpty();
    }
}
