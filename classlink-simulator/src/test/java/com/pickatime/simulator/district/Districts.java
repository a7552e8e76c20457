package com.pickatime.simulator.district;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.tables.Collection;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Districts for tests, in the school year 2026/27. */
public final class Districts {

    private Districts() {}

    public static District of(int students) {
        return of(students, 7);
    }

    static District of(int students, long seed) {
        return new District(new DistrictSettings(students, seed, "Testville"), new SchoolYear(2026));
    }

    static <R extends Entity> Stream<R> rows(District district, Collection collection, Class<R> type) {
        var table = district.table(collection);
        return IntStream.range(0, table.size()).mapToObj(table::row).map(type::cast);
    }
}
