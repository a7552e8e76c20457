package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.query.PageRequest.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.CollectionUtils;
import org.springframework.util.MultiValueMap;

class PageRequestTest {

    @Test
    void asksForTheFirstHundredByDefault() {
        var request = PageRequest.of(query(Map.of()));

        assertThat(request.limit()).isEqualTo(100);
        assertThat(request.offset()).isZero();
        assertThat(request.order()).isEqualTo(new Order("sourcedId", false));
        assertThat(request.fields()).isEmpty();
        assertThat(request.filter().isNone()).isTrue();
    }

    @Test
    void readsEveryParameter() {
        var request = PageRequest.of(query(Map.of(
                "limit",
                "7",
                "offset",
                "14",
                "sort",
                "email",
                "orderBy",
                "desc",
                "filter",
                "status='active'",
                "fields",
                "email, role")));

        assertThat(request)
                .isEqualTo(new PageRequest(
                        7, 14, new Order("email", true), Filter.parse("status='active'"), List.of("email", "role")));
    }

    @Test
    void ignoresAMisspeltOrder() {
        assertThat(PageRequest.of(query(Map.of("orderBy", "dsc"))).order().descending())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, -1", "limit, 1e3", "limit, ''", "limit, 99999999999", "offset, -1"})
    void refusesNonsense(String name, String value) {
        assertThatThrownBy(() -> PageRequest.of(query(Map.of(name, value)))).isInstanceOf(OneRosterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "offset"})
    void refusesTwoOfOneKind(String name) {
        var query = query(Map.of());
        query.addAll(name, List.of("1", "2"));

        assertThatThrownBy(() -> PageRequest.of(query)).isInstanceOf(OneRosterException.class);
    }

    private static MultiValueMap<String, String> query(Map<String, String> parameters) {
        var query = CollectionUtils.<String, String>toMultiValueMap(new HashMap<>());
        parameters.forEach((name, value) -> query.put(name, List.of(value)));
        return query;
    }
}
