package com.pickatime.simulator.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.records.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneRosterPathTest {

    @ParameterizedTest
    @CsvSource({
        "/ims/oneroster/v1p1/users, '', users",
        "/%2Fab%43/ims/oneroster/v1p1/users, %2Fab%43, users",
        "/proxy/v1p0/%2Fab%43/ims/oneroster/v1p1/users, %2Fab%43, users",
        "/a/ims/oneroster/v1p1/users/, a, users"
    })
    void readsEachForm(String path, String application, String collection) {
        assertThat(OneRosterPath.of(path)).contains(new OneRosterPath(application, Version.V1_1, List.of(collection)));
    }

    @ParameterizedTest
    @CsvSource({
        "/ims/oneroster/rostering/v1p2/users, ''",
        "/%2Fab%43/ims/oneroster/rostering/v1p2/users, %2Fab%43",
        "/proxy/v1p0/%2Fab%43/ims/oneroster/rostering/v1p2/users, %2Fab%43"
    })
    void readsEachFormOfTheOtherVersion(String path, String application) {
        assertThat(OneRosterPath.of(path)).contains(new OneRosterPath(application, Version.V1_2, List.of("users")));
    }

    @Test
    void decodesSourcedIds() {
        var path = OneRosterPath.of("/a/ims/oneroster/v1p1/users/7%7C1%20A").orElseThrow();

        assertThat(path.segments()).containsExactly("users", "7|1 A");
        assertThat(path.isSingle()).isTrue();
        assertThat(path.collection()).isEqualTo("users");
    }

    @Test
    void asksForWhatStandsLastInARelation() {
        var path = OneRosterPath.of("/ims/oneroster/v1p1/schools/1/classes/2/students")
                .orElseThrow();

        assertThat(path.isSingle()).isFalse();
        assertThat(path.collection()).isEqualTo("students");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ims/oneroster/v1p1", "/ims/oneroster/v1p1/", "/ims/oneroster/v1p1/a/b/c/d/e/f"})
    void takesWhateverIsBelowIt(String path) {
        assertThat(OneRosterPath.of(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/applications",
                "/a/b/ims/oneroster/v1p1/users",
                "/ims/oneroster/v1p2/users",
                "/ims/oneroster/rostering/v1p1/users",
                "/ims/oneroster/v1p11/users"
            })
    void leavesOtherPathsAlone(String path) {
        assertThat(OneRosterPath.of(path)).isEmpty();
    }
}
