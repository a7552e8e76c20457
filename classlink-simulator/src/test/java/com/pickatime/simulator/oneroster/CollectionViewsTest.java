package com.pickatime.simulator.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.district.Districts;
import com.pickatime.simulator.faults.Fault;
import com.pickatime.simulator.faults.Fault.Appearance;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.PageRequest;
import com.pickatime.simulator.query.Resource;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.tables.Collection;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.CollectionUtils;

class CollectionViewsTest {

    private final Faults faults = new Faults(Clock.systemUTC());
    private final CollectionViews views = new CollectionViews(Districts.of(500), faults);

    @ParameterizedTest
    @EnumSource(Collection.class)
    void showEverythingWhenNothingIsWrong(Collection collection) {
        assertThat(total(Resource.valueOf(collection.name())))
                .isEqualTo(Districts.of(500).facts().listed(collection.plural()));
    }

    @Test
    void showTheTeachersWhoAreLeft() {
        var teachers = total(Resource.TEACHERS);
        faults.switchOn(new Fault.PersonRemoved("T0001"));

        assertThat(total(Resource.TEACHERS)).isEqualTo(teachers - 1);
        assertThat(total(Resource.STUDENTS)).isEqualTo(512);
    }

    @Test
    void addUpFaults() {
        faults.switchOn(new Fault.GuardiansNotShared());
        faults.switchOn(new Fault.PersonRemoved("T0001"));
        faults.switchOn(new Fault.ShrunkCollection(Collection.USERS, 50));

        assertThat(total(Resource.USERS)).isBetween(272, 275);
    }

    @Test
    void hideNothingOfAnotherCollection() {
        faults.switchOn(new Fault.EmptyCollection(Collection.USERS));

        assertThat(total(Resource.STUDENTS)).isZero();
        assertThat(total(Resource.DEMOGRAPHICS)).isEqualTo(512);
    }

    @Test
    void blankBirthDatesOnlyWhenTold() {
        assertThat(birthDate()).isNotEmpty();
        faults.switchOn(new Fault.DemographicsNotShared(Appearance.BLANK_BIRTH_DATES));
        assertThat(birthDate()).isEmpty();
    }

    private String birthDate() {
        return ((Demographics) views.of(Resource.DEMOGRAPHICS).record(20))
                .birth()
                .birthDate();
    }

    private int total(Resource resource) {
        var everything = PageRequest.of(CollectionUtils.toMultiValueMap(Map.of()));
        return views.of(resource).select(everything).size();
    }
}
