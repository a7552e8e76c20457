package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.district.Districts;
import com.pickatime.simulator.district.Edits;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.tables.Collection;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

class ViewTest {

    private final Roster roster = new Roster(Districts.of(500), Edits.NONE);

    @Test
    void countsOnlyWhatIsShown() {
        var page = view(index -> index % 5 == 0).page(request(3, 1, false));

        assertThat(page.indexes().toArray()).containsExactly(5, 10, 15);
        assertThat(page.total()).isEqualTo(100);
    }

    @Test
    void startsAtTheEndWhenDescending() {
        assertThat(view(index -> true).page(request(2, 1, true)).indexes().toArray())
                .containsExactly(498, 497);
    }

    @Test
    void findsOnlyWhatIsShown() {
        var view = view(index -> index != 3);
        var table = roster.district().table(Resource.DEMOGRAPHICS.collection());

        assertThat(view.indexOf(table.id(2))).isEqualTo(2);
        assertThat(view.indexOf(table.id(3))).isEqualTo(-1);
        assertThat(view.indexOf("nobody")).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "students, USERS, student, teacher",
        "schools, ORGS, school, district",
        "terms, ACADEMIC_SESSIONS, semester, schoolYear"
    })
    void isOfAPartOfItsCollection(String path, Collection collection, String included, String other) {
        var resource = Resource.named(path);

        assertThat(resource.collection()).isEqualTo(collection);
        assertThat(resource.isWhole()).isFalse();
        assertThat(resource.includes(included)).isTrue();
        assertThat(resource.includes(other)).isFalse();
    }

    @Test
    void isOfNoUnknownResource() {
        assertThatThrownBy(() -> Resource.named("pupils"))
                .isInstanceOfSatisfying(
                        OneRosterError.class,
                        error -> assertThat(error.status()).isEqualTo(HttpStatus.NOT_FOUND));
    }

    private View view(IntPredicate shown) {
        return new View(roster, Resource.DEMOGRAPHICS, shown, UnaryOperator.identity());
    }

    private static PageRequest request(int limit, int offset, boolean descending) {
        return new PageRequest(limit, offset, descending, Filter.parse(null));
    }
}
