package com.pickatime.imports.plan.staging.load;

import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowVersion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Takes in persons with one source ID, one after the other, the row changed last first. Rows that say the same name are one
 * person's: what they have more than the first is added to it. Rows with another name are noted, for then a source ID was
 * given twice, or spoilt.
 */
final class PersonsGivenAgain {

    private final Loader loader;
    private final DuckDBAppender united;
    private final DuckDBAppender replaced;
    private final DuckDBAppender others;
    private final List<Long> added = new ArrayList<>();
    private @Nullable RowVersion first;
    private @Nullable RosterRow sum;
    private long firstNumber;

    PersonsGivenAgain(Loader loader, DuckDBAppender united, DuckDBAppender replaced, DuckDBAppender others) {
        this.loader = loader;
        this.united = united;
        this.replaced = replaced;
        this.others = others;
    }

    void next(long number, RowVersion version) throws SQLException {
        var person = version.row();
        if (sum == null || !sum.sourceId().equals(person.sourceId())) {
            end();
            first = version;
            firstNumber = number;
            sum = person;
        } else if (!sum.hasNameOf(person)) {
            note(others, number);
        } else {
            var more = sum.with(person);
            if (!more.equals(sum)) {
                sum = more;
                added.add(number);
            }
        }
    }

    /** After the last. */
    void end() throws SQLException {
        if (first != null && sum != null && !added.isEmpty()) {
            loader.row(united, new RowVersion(sum, first.modifiedAt(), first.position(), first.doubt()));
            note(replaced, firstNumber);
            for (long number : added) {
                note(replaced, number);
            }
        }
        added.clear();
        first = null;
        sum = null;
    }

    private static void note(DuckDBAppender numbers, long number) throws SQLException {
        numbers.beginRow();
        numbers.append(number);
        numbers.endRow();
    }
}
