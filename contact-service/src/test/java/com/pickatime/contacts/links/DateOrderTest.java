package com.pickatime.contacts.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateOrderTest {

    private static final LocalDate FOURTH_OF_MARCH = LocalDate.of(2014, 3, 4);

    @ParameterizedTest
    @ValueSource(
            strings = {"03/04/2014", "3/4/2014", " 03.04.2014", "3. 4. 2014", "03-04-2014", "3 4 2014", "2014-03-04"})
    void readsTheMonthFirst(String text) {
        assertThat(DateOrder.MDY.read(text)).contains(FOURTH_OF_MARCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"04/03/2014", "4/3/2014", "04.03.2014 ", "4. 3. 2014", "04-03-2014", "4 3 2014", "2014-03-04"})
    void readsTheDayFirst(String text) {
        assertThat(DateOrder.DMY.read(text)).contains(FOURTH_OF_MARCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "03/04/14",
                "3.4.14",
                "03042014",
                "20140304",
                "02/30/2014",
                "02/29/2015",
                "13/13/2014",
                "00/10/2014",
                "03/04.2014",
                "03/04/02014",
                "2014/03/04/1",
                "2014-13-01",
                "03/04",
                "March 4, 2014",
                "٠٣/٠٤/٢٠١٤"
            })
    void takesNothingElse(String text) {
        assertThat(DateOrder.MDY.read(text)).isEmpty();
    }

    @Test
    void readsNoMonthThatThereIsNotInTheOtherOrder() {
        assertThat(DateOrder.MDY.read("23/04/2014")).isEmpty();
        assertThat(DateOrder.DMY.read("04/23/2014")).isEmpty();
    }

    @Test
    void knowsAYearOfTwoDigits() {
        assertThat(DateOrder.hasShortYear("3/4/14")).isTrue();
        assertThat(DateOrder.hasShortYear("3/4/2014")).isFalse();
        assertThat(DateOrder.hasShortYear("")).isFalse();
    }
}
