package com.pickatime.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void namesEveryFieldOfABadRequest() {
        assertThat(Problems.invalid(Map.of("b", "must be there", "a", "must be a number"))
                        .getBody()
                        .getProperties())
                .containsEntry(
                        "errors",
                        List.of(
                                Map.of("field", "a", "reason", "must be a number"),
                                Map.of("field", "b", "reason", "must be there")));
    }
}
