package com.pickatime.imports.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessLimitsTest {

    private static final BrakeLimits INSTALLATION = new BrakeLimits(5, 20, 50, 75, 100);
    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private final BusinessLimits limits = new BusinessLimits(TestDatabases.embedded(), INSTALLATION);

    @ParameterizedTest
    @CsvSource({
        "percent, 7, 20, 50, 75, 100",
        "count, 5, 7, 50, 75, 100",
        "smallPercent, 5, 20, 7, 75, 100",
        "updatedPercent, 5, 20, 50, 7, 100",
        "updatedCount, 5, 20, 50, 75, 7"
    })
    void takeTheBusinesssOwnInThePlaceOfTheInstallationsAndLeaveTheOthers(
            String own, int percent, int count, int smallPercent, int updatedPercent, int updatedCount) {
        assertThat(limits.with(new Document(own, 7)))
                .isEqualTo(new BrakeLimits(percent, count, smallPercent, updatedPercent, updatedCount));
    }

    @Test
    void areTheInstallationsWhereTheBusinessSetNone() {
        var own = Objects.requireNonNull(limits.find(SPRINGFIELD).block(TestDatabase.LIMIT));

        assertThat(limits.with(own)).isEqualTo(INSTALLATION);
    }

    @Test
    void takeNoughtForALimitAndNotForNone() {
        var own = new Document();
        for (var name : new String[] {"percent", "count", "smallPercent", "updatedPercent", "updatedCount"}) {
            own.append(name, 0);
        }

        assertThat(limits.with(own)).isEqualTo(new BrakeLimits(0, 0, 0, 0, 0));
    }

    @Test
    void holdForTheBusinessThatSetThemAlone() {
        limits.replace(SPRINGFIELD, null, new Document("percent", 0).append("count", 0))
                .block(TestDatabase.LIMIT);
        var plan = Plans.of(RecordType.PERSON, 100, 1, 0);

        assertThat(brake(SPRINGFIELD).reasons(plan)).hasSize(1);
        assertThat(brake(new BusinessId("shelbyville")).reasons(plan)).isEmpty();
    }

    private Brake brake(BusinessId business) {
        return Objects.requireNonNull(limits.brake(business).block(TestDatabase.LIMIT));
    }
}
