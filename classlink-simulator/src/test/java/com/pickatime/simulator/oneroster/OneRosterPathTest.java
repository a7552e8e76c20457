package com.pickatime.simulator.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneRosterPathTest {

    @ParameterizedTest
    @CsvSource({
        "/ims/oneroster/v1p1/users, '', users, ''",
        "/%2Fab%43/ims/oneroster/v1p1/users, %2Fab%43, users, ''",
        "/proxy/v1p0/%2Fab%43/ims/oneroster/v1p1/users, %2Fab%43, users, ''",
        "/a/ims/oneroster/v1p1/users/7%7C1%20A, a, users, 7|1 A",
        "/a/ims/oneroster/v1p1/users/, a, users, ''"
    })
    void readsEachForm(String path, String application, String resource, String id) {
        assertThat(OneRosterPath.of(path)).contains(new OneRosterPath(application, resource, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/applications",
                "/a/b/ims/oneroster/v1p1/users",
                "/ims/oneroster/v1p2/users",
                "/ims/oneroster/v1p1/a/b/c"
            })
    void leavesOtherPathsAlone(String path) {
        assertThat(OneRosterPath.of(path)).isEmpty();
    }
}
