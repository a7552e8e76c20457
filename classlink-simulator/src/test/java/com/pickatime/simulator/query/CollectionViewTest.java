package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.district.Districts;
import com.pickatime.simulator.district.Edits;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.query.PageRequest.Order;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import com.pickatime.simulator.tables.Selection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

class CollectionViewTest {

    private final Roster roster = new Roster(Districts.of(500), Edits.NONE);

    @Test
    void countsOnlyWhatIsShown() {
        var page = page(view(index -> index % 5 == 0), request(3, 1, false));

        assertThat(page.indexes().toArray()).containsExactly(5, 10, 15);
        assertThat(page.total()).isEqualTo(100);
    }

    @Test
    void startsAtTheEndWhenDescending() {
        assertThat(page(view(index -> true), request(2, 1, true)).indexes().toArray())
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
                        OneRosterException.class,
                        error -> assertThat(error.status()).isEqualTo(HttpStatus.NOT_FOUND));
    }

    @Test
    void needsNoSearchForWhatIsPlain() {
        var plain = view(CollectionView.EVERYTHING);

        assertThat(plain.select(request(3, 1, false)).weight()).isZero();
        assertThat(view(index -> true).select(request(3, 1, false)).weight()).isEqualTo(500);
    }

    private static RecordPage page(CollectionView view, PageRequest request) {
        return RecordPage.of(view.select(request), request, 0);
    }

    private CollectionView view(IntPredicate shown) {
        return new CollectionView(
                roster, Resource.DEMOGRAPHICS, Selection.range(0, 500), shown, UnaryOperator.identity(), Version.V1_1);
    }

    private static PageRequest request(int limit, int offset, boolean descending) {
        return new PageRequest(limit, offset, new Order("sourcedId", descending), Filter.parse(null), List.of());
    }
}
